"""ISO 20022: payment orders out, status reports and statements in. Standards only, no ledger.

Orders are `pain.001.001.09`, checked by the official schema. Reports are read by local name and
namespace family, so one reader takes every version of a message; all reading streams, and a file
that is damaged, of the wrong kind, or that carries a document type or entities is refused whole.
"""
