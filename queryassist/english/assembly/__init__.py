"""From clauses to a QuerySpec: binding, logic, groups, orders, follow-ups."""
