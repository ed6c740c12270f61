"""Measures PyVRP and VROOM on vehicle routing with time windows: how far they end from the best known.

usage: routing.py FOLDER [SECONDS ...]

FOLDER holds `pyvrp_instances_selection.tar.xz` (Gehring and Homberger, 1 000 customers) and
`vroom_scripts_benchmarks.tar.xz` (Solomon, 100). Each solver has the same instance, the same whole numbers, one thread
and the same time; 10 seconds when none is told. Distances alone count, as in the best known. Every solution is judged
here. Told first is what a plan of Qafila's form comes to: a vehicle goes to one stop and back.

Both solvers are installed into `target/tools/routing` at the first run. Where that cannot be done, this says so, and
ends well: no other measurement needs it.
"""

import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import time

VENV = pathlib.Path(__file__).resolve().parents[2] / "target/tools/routing"
SOLVERS = ["pyvrp==0.14.1", "pyvroom==1.15.2"]

# The best known of the one are distances cut to a tenth, those of the other unrounded ones told to a hundredth.
# They are reckoned with in tenths and in thousandths.
HOMBERGER = ("pyvrp_instances_selection.tar.xz", ["C1_10_1", "RC2_10_5"], lambda all: (10 * all).astype(int), 10)
SOLOMON = ("vroom_scripts_benchmarks.tar.xz", ["R208"], lambda all: (1000 * all).round().astype(int), 1000)


def with_solvers():
    """Goes on inside the environment that has the solvers, made where it is not there."""
    if pathlib.Path(sys.prefix) == VENV:
        return
    python = VENV / "bin/python"
    try:
        if not python.exists() or subprocess.run([python, "-c", "import pyvrp, vroom"], capture_output=True).returncode:
            subprocess.run([sys.executable, "-m", "venv", VENV], check=True, capture_output=True)
            install = [python, "-m", "pip", "install", "--quiet", "--only-binary", ":all:", *SOLVERS]
            subprocess.run(install, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        told = (getattr(error, "stderr", None) or str(error).encode()).decode(errors="replace").strip()
        why = told.splitlines()[-1] if told else error
        print(f"left out: {' and '.join(SOLVERS)} cannot be installed here ({why})")
        sys.exit(0)
    os.execv(python, [python, *sys.argv])


def instances(folder):
    """Each instance with its name, its best known and the factor between its numbers and those of the best known."""
    from vrplib.parse import parse_solomon, parse_vrplib

    for archive, names, whole, scale in (HOMBERGER, SOLOMON):
        with tarfile.open(folder / archive) as files:

            def text(path):
                return files.extractfile(path).read().decode()

            for name in names:
                if archive == HOMBERGER[0]:
                    raw = parse_vrplib(text(f"./VRPTW/{name}.vrp"))
                    best = float(re.search(r"Cost\s+([\d.]+)", text(f"./VRPTW/{name}.sol"))[1])
                else:
                    raw = parse_solomon(text(f"benchmarks/VRPTW/solomon/{name}.txt"))
                    best = json.loads(text("benchmarks/VRPTW/BKS.json"))[f"{name}_distance"]["best_known_cost"]
                yield name, numbers(raw, whole, scale), best, scale


def numbers(raw, whole, scale):
    """An instance in whole numbers, the depot first: plain lists, the same for both solvers."""
    customers = len(raw["demand"])
    service = raw["service_time"]
    service = [0] + [service] * (customers - 1) if isinstance(service, (int, float)) else list(service)
    return {
        "lengths": whole(raw["edge_weight"]),
        "demand": [int(one) for one in raw["demand"]],
        "windows": [(int(opens) * scale, int(closes) * scale) for opens, closes in raw["time_window"]],
        "service": [int(one) * scale for one in service],
        "vehicles": int(raw["vehicles"]),
        "capacity": int(raw["capacity"]),
    }


def by_pyvrp(instance, seconds):
    import pyvrp

    opens, closes = instance["windows"][0]
    clients = [
        pyvrp.Client(
            location=at,
            delivery=[instance["demand"][at]],
            service_duration=instance["service"][at],
            tw_early=instance["windows"][at][0],
            tw_late=instance["windows"][at][1],
        )
        for at in range(1, len(instance["demand"]))
    ]
    fleet = pyvrp.VehicleType(
        num_available=instance["vehicles"], capacity=[instance["capacity"]], tw_early=opens, tw_late=closes
    )
    data = pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in instance["demand"]],
        clients=clients,
        depots=[pyvrp.Depot(location=0)],
        vehicle_types=[fleet],
        distance_matrices=[instance["lengths"]],
        duration_matrices=[instance["lengths"]],
    )
    best = pyvrp.solve(data, stop=pyvrp.stop.MaxRuntime(seconds), seed=1, display=False).best
    # A client's index counts from 0, its place from 1.
    return [[visit.idx + 1 for visit in route if visit.is_client()] for route in best.routes()]


def by_vroom(instance, seconds):
    import vroom

    problem = vroom.Input()
    problem.set_durations_matrix("car", instance["lengths"])
    window = vroom.TimeWindow(*instance["windows"][0])
    for at in range(instance["vehicles"]):
        problem.add_vehicle(
            vroom.Vehicle(at, start=0, end=0, profile="car", capacity=[instance["capacity"]], time_window=window)
        )
    for at in range(1, len(instance["demand"])):
        job = {"default_service": instance["service"][at], "delivery": [instance["demand"][at]]}
        problem.add_job(vroom.Job(at, location=at, time_windows=[vroom.TimeWindow(*instance["windows"][at])], **job))
    # Level 5 is the most it explores; it ends by itself when it has.
    found = problem.solve(exploration_level=5, nb_threads=1, timeout=datetime.timedelta(seconds=seconds))
    stops = found.routes[found.routes["type"] == "job"]
    return [[int(at) for at in route["id"]] for _, route in stops.groupby("vehicle_id", sort=False)]


def length(instance, routes):
    """How long the routes are together; an error where they are none for this instance."""
    lengths, total = instance["lengths"], 0
    wanted = list(range(1, len(instance["demand"])))
    assert sorted(at for route in routes for at in route) == wanted, "not every customer is visited once"
    assert len(routes) <= instance["vehicles"], "more vehicles than there are"
    for route in routes:
        assert sum(instance["demand"][at] for at in route) <= instance["capacity"], "too much on a vehicle"
        here, now = 0, instance["windows"][0][0]
        for at in [*route, 0]:
            now = max(now + instance["service"][here] + int(lengths[here][at]), instance["windows"][at][0])
            assert now <= instance["windows"][at][1], f"too late at {at}"
            total += int(lengths[here][at])
            here = at
    return total


def measure(folder, seconds):
    print("instance | seconds | solver | needed | vehicles | distance | best known | above it")
    for name, instance, best, scale in instances(folder):
        alone = 2 * int(instance["lengths"][0].sum()) / scale
        customers, there = len(instance["demand"]) - 1, instance["vehicles"]
        print(f"{name}, one stop a vehicle: {customers} of {there} vehicles, {alone / best:.1f} times the best known")
        for limit in seconds:
            for solver, solve in (("PyVRP", by_pyvrp), ("VROOM", by_vroom)):
                begun = time.monotonic()
                routes = solve(instance, limit)
                took = time.monotonic() - begun
                found = length(instance, routes) / scale
                above = f"{(found / best - 1) * 100:.2f} %"
                row = [name, limit, solver, f"{took:.1f} s", len(routes), f"{found:.1f}", best, above]
                print(" | ".join(map(str, row)), flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    with_solvers()
    measure(pathlib.Path(sys.argv[1]), [float(one) for one in sys.argv[2:]] or [10.0])
