"""Loads an instance of the section `loading` by OR-Tools' CP-SAT, for comparison.

usage: loading.py INSTANCE.json SECONDS WORKERS

Whole units of each need on vehicles, within mass and volume; kinds of goods that may not ride together do not. The sum
of worth is made as large as it can be within the time. Prints value, bound and seconds as JSON.
"""

import json
import sys
import time

from ortools.sat.python import cp_model


def solve(instance, seconds, workers):
    model = cp_model.CpModel()
    vehicles, needs, kinds = instance["vehicles"], instance["needs"], instance["kinds"]
    value = []
    for need in needs:
        need["most"] = [min(need["quantity"], v["mass"] // need["mass"], v["room"] // need["room"]) for v in vehicles]
        need["taken"] = [model.new_int_var(0, most, "") for most in need["most"]]
        model.add(sum(need["taken"]) <= need["quantity"])
        value.append(need["worth"] * sum(need["taken"]))
    for at, vehicle in enumerate(vehicles):
        model.add(sum(need["mass"] * need["taken"][at] for need in needs) <= vehicle["mass"])
        model.add(sum(need["room"] * need["taken"][at] for need in needs) <= vehicle["room"])
        rides = [model.new_bool_var("") for _ in range(kinds)]
        for need in needs:
            model.add(need["taken"][at] <= need["most"][at] * rides[need["kind"]])
        for one, other in instance["apart"]:
            model.add_bool_or(~rides[one], ~rides[other])
    model.maximize(sum(value))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    begun = time.monotonic()
    status = solver.solve(model)
    known = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return {
        "value": int(solver.objective_value) if known else 0,
        "bound": int(solver.best_objective_bound),
        "proved": status == cp_model.OPTIMAL,
        "seconds": time.monotonic() - begun,
    }


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        print(json.dumps(solve(json.load(file), float(sys.argv[2]), int(sys.argv[3]))))
