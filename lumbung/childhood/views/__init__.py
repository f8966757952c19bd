"""Pages of Dream Start: discovery, starts, reports of suspected abuse, figures."""
