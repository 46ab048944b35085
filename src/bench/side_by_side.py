"""Runs commands in turn, round after round, and prints medians of what each run cost.

side_by_side.py ROUNDS FILE, where a line of FILE is a name, a tab and a command. The first is what the others are
compared with. CPU seconds and peak memory are the kernel's own, of the command and all its children.
"""

import os
import shlex
import statistics
import sys
import time


def run(command):
    null = os.open(os.devnull, os.O_RDWR)
    start = time.perf_counter()
    actions = [(os.POSIX_SPAWN_DUP2, null, descriptor) for descriptor in (0, 1, 2)]
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - start
    os.close(null)
    if status:
        sys.exit(f"failed with {os.waitstatus_to_exitcode(status)}: {shlex.join(command)}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


rounds = int(sys.argv[1])
with open(sys.argv[2], encoding="utf-8") as lines:
    cases = [line.rstrip("\n").split("\t") for line in lines]
runs = {name: [] for name, _ in cases}
for count in range(rounds + 2):
    for name, command in cases:
        cost = run(shlex.split(command))
        if count >= 2:  # the first rounds warm the page cache
            runs[name].append(cost)
print(f"| command | wall ms | of the first | CPU ms | peak MiB |  ({rounds} rounds, medians)")
print("|---|---|---|---|---|")
first = statistics.median(wall for wall, _, _ in runs[cases[0][0]])
for name, _ in cases:
    wall, cpu, peak = (statistics.median(column) for column in zip(*runs[name]))
    print(f"| {name} | {wall * 1000:.0f} | {wall / first:.2f} | {cpu * 1000:.0f} | {peak:.0f} |")
