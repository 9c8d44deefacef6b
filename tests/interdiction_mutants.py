"""Hand-made mutants of interdiction, as replacements of text by module, for `tests.mutants`.

Left out are replacements that can only cost time: a weaker bound, another order of branches, a
worse plan to begin with. The answer stays exact with them, and tests look at answers.
"""

from __future__ import annotations

_INTERDICTION = "tests/routes/test_interdiction.py"
_FRONTIER = "tests/routes/test_frontier.py"
_TARGETS = "tests/routes/test_targets.py"

TESTS = {
    "routes/plan_tree.py": [_INTERDICTION],
    "routes/price_search.py": [_INTERDICTION],
    "routes/priced_arcs.py": [_INTERDICTION],
    "routes/interdiction_model.py": [_INTERDICTION],
    "routes/plan_program.py": [_INTERDICTION],
    "routes/paid_arcs.py": [_INTERDICTION],
    "routes/plan_listing.py": [_INTERDICTION],
    "routes/cut_plans.py": ["tests/routes/test_cut_plans.py", _INTERDICTION],
    "routes/plans.py": [_TARGETS, _INTERDICTION],
    "routes/targets.py": [_TARGETS, _INTERDICTION],
    "routes/frontier.py": [_FRONTIER],
    "routes/rule_plans.py": [_FRONTIER],
}

MUTANTS = {
    "routes/plan_tree.py": (
        ("if found.value < self._best.value:", "if 2 * found.value < self._best.value:"),
        ("if len(plans) == limit:", "if len(plans) > limit:"),
        ("self.value(branch.taken) > value:", "self.value(branch.taken) >= value:"),
        ("if found.value <= value else []", "if found.value < value else []"),
        ("starts[tail] & ends[head]", "starts[tail] | ends[head]"),
        ("not raises[target]\n", "raises[target]\n"),
        ("<= self.value(plan)\n", "< self.value(plan)\n"),
        (" - self._model.cost_of(branch.taken)", ""),
        ("return rest.complete and not rest.plans", "return not rest.plans"),
        ("complete=False)\n        return", "complete=True)\n        return"),
        ("bound=min(bound, *reached, self._best.value)", "bound=self._best.value"),
        ("Branch(branch.taken, branch.left_out | {target}, bound, guess),", ""),
        ("Branch(branch.taken | {target}, branch.left_out, bound, guess),", ""),
    ),
    "routes/price_search.py": (
        ("-(-height // (unit * self._step))", "(height // (unit * self._step) + 1)"),
        ("height - price * spend", "height"),
        ("best = max(best, self._raised(", "best += max(best, self._raised("),
        (" and self._finder.joined(case.arcs.never_bounded())", ""),
    ),
    "routes/priced_arcs.py": (
        ("(self._parts[pair] + there) // 2", "self._parts[pair] + there"),
        ("equal = cost // arcs_of[pair[1]]", "equal = cost"),
        ("option[0] < kept[-1][0]", "option[0] > kept[-1][0]"),
        ("                kept[arc // 2] = False\n", ""),
        ("inside[head[1::2]] & ~inside[head[::2]]", "inside[head[::2]] & ~inside[head[1::2]]"),
        ("for target, points in arc.points if target in self._taken)", "in ())"),
        ("        never[self._arcs] = False\n", ""),
        ("1 + int(priced[bounded].sum())", "1"),
    ),
    "routes/interdiction_model.py": (
        ("if any(target in chosen for target", "if all(target in chosen for target"),
        ("min(points, len(self.amounts) - 1)", "min(points, len(self.amounts) - 2)"),
        ("amounts[self.arcs[taken[self.targets]]] = 0", "pass"),
        (" and times[touched[number][0]] == 1", ""),
        ("percent = held(leg[PRESSURE] + points)", "percent = held(points)"),
        ("range(CLOSED_PERCENT - leg[PRESSURE] + 1)", "range(CLOSED_PERCENT - leg[PRESSURE])"),
        ("if len(finite) else 0, *amounts)", "if len(finite) else 0)"),
        ("budget=budget // unit", "budget=-(-budget // unit)"),
    ),
    "routes/plan_program.py": (
        ("high=float(model.budget)", "high=float(model.budget) + 1"),
        ("ceil(found.bound - slack)", "ceil(found.bound + slack)"),
    ),
    "routes/paid_arcs.py": (
        ("for target in closers), -1.0)", "for target in closers), 1.0)"),
        ("led | points_led", "led"),
        ("arc not in shared:", "True:"),
    ),
    "routes/plan_listing.py": (
        ("elif limit > 1 and not stopped:", "elif limit > 2 and not stopped:"),
        ("if best.value >= model.network.unbounded and not stopped:", "if False:"),
        ("in in_all if tree.needs(target, best.value))", "in in_all)"),
        ("plans = [tree.spared(plan)]", "plans = [plan]"),
        ("plans.append(tree.spared(answer.plan))", "plans.append(answer.plan)"),
        ("stopped = best.bound < best.value", "stopped = False"),
    ),
    "routes/cut_plans.py": (
        ("if sum(costs) <= budget:", "if sum(costs) <= budget + 1:"),
        ("if price <= left:", "if price <= budget:"),
        ("left -= costs[row - 1]", "left -= 1"),
        ("most[row, left] > most[row - 1, left]", "most[row, left] >= most[row - 1, left]"),
        ("(-gains[pair[0]] / pair[1]", "(gains[pair[0]] / pair[1]"),
        (" if cost[target] <= budget]", "]"),
    ),
    "routes/plans.py": (
        ("(complete and count == len(plans))", "count == len(plans)"),
        ('"in none" if complete else "not seen"', '"in none"'),
        ("(len(plan.targets), plan.cost_scaled,", "(plan.cost_scaled,"),
    ),
    "routes/targets.py": (
        ("data.get(INTERDICTABLE, True) and ", ""),
        (" and data[INTERDICT_COST] != UNBOUNDED", ""),
        ("return floor(exact *", "return round(exact *"),
        ("if touched and not idle and", "if not idle and"),
    ),
    "routes/frontier.py": (
        ("set(small.targets) <= set(large.targets)", "set(small.targets) < set(large.targets)"),
        ("return False if before.complete and best.complete else None", "return False"),
        ("else fall / more", "else fall"),
        ("if times == MOST_BUDGETS:", "if times > MOST_BUDGETS:"),
        ("return best.value_scaled == self._least", "return True"),
        ("unit = gcd(*(offer", "unit = max(*(0, 0), *(offer"),
    ),
    "routes/rule_plans.py": (
        ("drops[target] / cost[target]", "drops[target]"),
        (
            "if cost[target] <= left:\n            chosen",
            "if cost[target] <= budget:\n            chosen",
        ),
        ("(-scores[number], number)", "(scores[number], number)"),
        ('"flow": (flow.legs, flow.jurisdictions),', '"flow": used,'),
    ),
}
