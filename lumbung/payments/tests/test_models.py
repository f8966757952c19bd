def test_migrates(db):
    pass
