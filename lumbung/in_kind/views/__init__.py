"""Pages of aid in goods: lists, one request, its acts, the stock."""
