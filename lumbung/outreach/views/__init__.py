"""Pages of outreach: persons, visits, cadres, groups, workshops, mobile days, the map and the figures."""
