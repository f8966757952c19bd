"""GovStack Payments, the flat v1.0 form: what a body must hold, and what is answered. No database, no money.

Lengths are exact where the standard says so. The documents demand nothing; chapter 7 makes PaymentModality,
FinancialAddress and Narration optional, so all else is demanded here, and a list must not be empty.
"""
