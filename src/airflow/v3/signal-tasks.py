"""Signals the processes of tasks with all that they started: first STOP or KILL, then ids of task instances.

Prints the ids of the tasks that were killed.

The supervisor of a task, a process of Celery's pool, is left alone: it reports the end of the task to Airflow.
"""

import os
import signal
import sys


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read().decode(errors="replace").replace("\0", " ").strip()
    except OSError:
        return ""


def parent(pid):
    """The parent's id, or None where there is no such process."""
    fields = read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    return int(fields[1]) if fields else None


def processes():
    return {int(entry): parent(entry) for entry in os.listdir("/proc") if entry.isdigit()}


def task_of(pid, its_parent):
    """Its title names the task; before it has begun, it is still that of the supervisor that it was forked from."""
    title = read(f"/proc/{pid}/cmdline")
    if title.startswith("airflow worker -- "):
        return title.removeprefix("airflow worker -- ")
    in_pool = read(f"/proc/{its_parent}/cmdline").startswith("[celeryd:")
    return title.removeprefix("airflow supervisor: ") if not in_pool else None


def with_children(pids):
    parents = processes()
    found = set(pids)
    while more := {pid for pid, its_parent in parents.items() if its_parent in found} - found:
        found |= more
    return found


def send(number, pids):
    for pid in pids:
        try:
            os.kill(pid, number)
        except (ProcessLookupError, PermissionError):
            pass


last, ids = sys.argv[1], set(sys.argv[2:])
tasks = {pid: task for pid, its_parent in processes().items() if (task := task_of(pid, its_parent)) in ids}
stopped = set()
# A process that is stopped starts nothing new, so in the end none is missed.
while found := with_children(tasks) - stopped:
    send(signal.SIGSTOP, found)
    stopped |= found
if last == "KILL":
    send(signal.SIGKILL, stopped)
    print(*tasks.values(), sep="\n")
