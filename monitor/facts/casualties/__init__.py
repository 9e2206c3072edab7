"""How many: persons counted, the verbs that harm them, the totals of one incident."""
