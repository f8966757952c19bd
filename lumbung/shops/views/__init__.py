"""Pages of shops: the register, a till, vouchers, settlements, signals."""
