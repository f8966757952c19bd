"""Probable duplicates: which records of a file, or of the registry, are one person.

Frames in, frames out, no database: `profiles/` say how a kind of record is compared, `model.py` keeps what was learnt,
`training.py` learns it with Splink, `scoring.py` weighs pairs, `judging.py` decides what may be merged without a person
and what somebody has to look at.
"""
