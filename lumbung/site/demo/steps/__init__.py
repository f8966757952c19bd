"""The steps of the main job, one file each: `TITLE`, `is_done(demo)`, `do(demo, bar)`.

A step asks the same public actions as the screens, as the person whose work it is. It can be killed anywhere: what is
done is seen in the database, not remembered beside it.
"""
