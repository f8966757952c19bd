"""Speed beside its floor: own data from a seed, own database, the product's own actions. `make bench` runs it."""
