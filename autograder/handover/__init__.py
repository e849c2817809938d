"""The exchange with other systems: takes in submissions and rosters, and exports grades."""
