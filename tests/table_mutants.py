"""Mutants of large tables of legs: how they are read, ordered, named, solved and proven."""

from __future__ import annotations

TESTS = {
    "routes/cut_rows.py": ["tests/routes/test_cuts.py"],
    "routes/edge_columns.py": ["tests/routes/test_edge_table.py"],
    "routes/edge_ends.py": ["tests/routes/test_edge_table.py"],
    "routes/edge_table.py": ["tests/routes/test_edge_table.py"],
    "routes/leg_certificate.py": ["tests/routes/test_leg_flow.py"],
    "routes/leg_cuts.py": ["tests/routes/test_leg_flow.py"],
    "routes/leg_flow.py": ["tests/routes/test_leg_flow.py"],
    "routes/leg_graph.py": ["tests/routes/test_leg_graph.py"],
    "routes/leg_order.py": ["tests/routes/test_leg_order.py"],
    "routes/leg_row_kernel.py": ["tests/routes/test_leg_flow.py"],
    "routes/leg_table.py": ["tests/routes/test_leg_graph.py", "tests/routes/test_edge_table.py"],
    "routes/lens_arrays.py": ["tests/routes/test_leg_graph.py", "tests/routes/test_leg_flow.py"],
    "routes/members.py": ["tests/routes/test_members.py"],
    "routes/names.py": ["tests/routes/test_leg_order.py"],
    "routes/table_contract.py": ["tests/routes/test_edge_table.py"],
}

MUTANTS = {
    "routes/cut_rows.py": [
        ("(self.every, self.some, self.source_side", "(self.some, self.every, self.source_side"),
    ],
    "routes/edge_columns.py": [
        (">= 2**56 // factor", ">= 2**63"),
        ("(whole >= 0).all()", "True"),
        ("(whole > CLOSED_PERCENT)", "(whole > 1000)"),
        ("or column.hasnans", ""),
    ],
    "routes/edge_ends.py": [
        ('if "" not in named:', "if True:"),
        ("not 0 <= whole.min() <=", "not whole.min() <="),
        ("position[np.searchsorted(numbers, by_text)]", "position[:]"),
    ],
    "routes/edge_table.py": [
        ("capacity.scaled(scale)[order]", "capacity.scaled(scale)"),
        ("max(capacity.decimals, cost.decimals)", "capacity.decimals"),
        ("if name == following:", "if False:"),
        ("passing_amounts(capacities, pressure[order])", "passing_amounts(capacities, pressure)"),
    ],
    "routes/leg_certificate.py": [
        ("(flow < 0) | ", ""),
        ("(bounded & (flow > arrays.amount))", "(flow < 0)"),
        ("if wrong.any():", "if False:"),
        ("    if capacity != value:", "    if False:"),
        ("if (members == NO_BOUND).any():", "if False:"),
        ("if inside[arrays.destinations].any() or not", "if not"),
    ],
    "routes/leg_cuts.py": [
        ("is_open & before[tail] & ~before[head],", "before[tail] & ~before[head],"),
        ("is_open & ~behind[tail] & behind[head]", "is_open & before[tail] & ~before[head]"),
        ("is_open & before[tail] & behind[head]", "is_open & before[tail] & ~before[head]"),
        ("filled & (component[tail] != component[head])", "filled"),
    ],
    "routes/leg_flow.py": [
        (" and _has_unbounded_route(rows, ends, no_bound, loops)", ""),
        ("    require_no_way(rows[:3], rows[3], ends, value, loops)\n", ""),
        ("== value and not left.any()", "== value"),
        (
            "self._connected(self.node_count - 1, turn=1)",
            "self._connected(self.node_count - 1, turn=0)",
        ),
    ],
    "routes/leg_graph.py": [
        ("        self.table = None\n        ids", "        ids"),
        ("nx.MultiDiGraph.add_edge(self, ", "self.add_edge("),
        ("return position < len(ids) and ids[position] == node", "return position < len(ids)"),
        ('(fields.ORIGINS, ()), "origin")', '(fields.ORIGINS, ()), "transit")'),
        ("fields.PASSING: _amount(passing)", "fields.PASSING: _amount(capacity)"),
    ],
    "routes/leg_order.py": [
        ("(places.numbers + 1) * 10", "places.numbers * 10"),
        ("np.lexsort((-digits,", "np.lexsort((digits,"),
        ("[names.copies_by_text(end - begin) - 1]", "[names.copies_by_text(end - begin) - 2]"),
        ("by_second[incidence(first[by_second], limit)[1]]", "incidence(first, limit)[1]"),
    ],
    "routes/leg_row_kernel.py": [
        ("no_bound if limit < 0 else limit\n                place", "limit\n                place"),
        ("if moved < 0 or rest < 0 or", "if"),
        ("residual[twin[place] if turn else place]", "residual[place]"),
    ],
    "routes/leg_table.py": [
        ("np.where(closed, 0, amount) if closed.any() else amount", "amount"),
        ("np.where(left == 0, 0, passing)", "passing"),
        ("return sum(finite.tolist())", "return int(finite.max())"),
    ],
    "routes/lens_arrays.py": [
        ("origins=positions(graph.graph[ORIGINS])", "origins=positions(graph.graph[DESTINATIONS])"),
        ("1 + sum(", "sum("),
    ],
    "routes/members.py": [
        ("numbers[is_leg] - len(self._places)", "numbers[is_leg]"),
        ("len(self._places) + bisect_left(self._legs", "bisect_left(self._legs"),
    ],
    "routes/names.py": [
        ('if copy == 1 else f"{start}>{end}.{copy}"', 'if copy else ""'),
        ("(copy > 1)", "(copy > 0)"),
        ("numbers * 10 ** (most - digits)", "numbers"),
        ("positions if self.chosen is None else self.chosen[positions]", "positions"),
    ],
    "routes/table_contract.py": [
        ("np.flatnonzero(table.tail == table.head)", "np.flatnonzero(table.tail < table.tail)"),
        ("np.flatnonzero(table.interdict_cost == 0)", "np.flatnonzero(table.tail < table.tail)"),
        (">= SUM_LIMIT", ">= 2 * SUM_LIMIT"),
    ],
}
