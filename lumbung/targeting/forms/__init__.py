"""What people hand in: a household survey with its mapping, quotas on a page."""
