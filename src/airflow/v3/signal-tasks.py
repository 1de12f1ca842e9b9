"""Signals the processes of tasks with all that they started: first STOP, CONT or KILL, then ids of task instances.

Prints the ids of the tasks that have a process here.

The supervisor of a task, a process of Celery's pool, is left alone: it reports the end of the task to Airflow.
"""

import os
import signal
import sys
import time


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read().decode(errors="replace").replace("\0", " ").strip()
    except OSError:
        return ""


def stat(pid):
    """State and parent of a process; of one that is not there, an empty state and no parent."""
    fields = read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    return (fields[0], int(fields[1])) if fields else ("", None)


def processes():
    return {int(entry): stat(entry)[1] for entry in os.listdir("/proc") if entry.isdigit()}


def task_of(pid, its_parent):
    """Its title names the task; before it has begun, it is still that of the supervisor that it was forked from."""
    title = read(f"/proc/{pid}/cmdline")
    if title.startswith("airflow worker -- "):
        return title.removeprefix("airflow worker -- ")
    in_pool = read(f"/proc/{its_parent}/cmdline").startswith("[celeryd:")
    return title.removeprefix("airflow supervisor: ") if not in_pool else None


def tasks_of(ids):
    parents = processes()
    return {pid: task for pid, its_parent in parents.items() if (task := task_of(pid, its_parent)) in ids}


def tree(ids):
    """The processes of the tasks, and all that they started."""
    found = set(tasks_of(ids))
    parents = processes()
    while more := {pid for pid, its_parent in parents.items() if its_parent in found} - found:
        found |= more
    return found


def send(number, pids):
    """Gives those that got the signal; what runs as another user cannot be signalled."""
    reached = set()
    for pid in pids:
        try:
            os.kill(pid, number)
            reached.add(pid)
        except (ProcessLookupError, PermissionError):
            pass
    return reached


def is_halted(pid):
    """Whether it does nothing any more; one that waits for a disk is halted as soon as it has got what it waits for."""
    return stat(pid)[0] in ("T", "t", "D")


def is_gone(pid):
    return stat(pid)[0] in ("", "Z", "X")


def halt(ids):
    halted = set()
    # A process that is halted starts nothing new, so in the end none is missed.
    while found := tree(ids) - halted:
        reached = send(signal.SIGSTOP, found)
        while not all(is_halted(pid) or is_gone(pid) for pid in reached):
            time.sleep(0.001)
        halted |= found
    mine = tree(ids)
    # What ended or changed hands in between belongs to no task any more.
    send(signal.SIGCONT, halted - mine)
    return mine


def watch(halted, tasks, shell):
    """Lets go on what nobody will: when all these tasks go on or are gone, or the shell from which they were halted."""
    while not is_gone(shell) and any(is_halted(pid) for pid in tasks):
        time.sleep(0.05)
    send(signal.SIGCONT, halted)


def stay_behind():
    """Goes on in a process of its own, that prints nothing; whoever asked for the halt does not wait for it."""
    if os.fork() > 0:
        return False
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    return True


does, ids, shell = sys.argv[1], set(sys.argv[2:]), os.getppid()
tasks = tasks_of(ids)
match does:
    case "STOP":
        halted = halt(ids)
        tasks = tasks_of(ids)
    case "CONT":
        send(signal.SIGCONT, tree(ids))
    case "KILL":
        send(signal.SIGKILL, halt(ids))
print(*tasks.values(), sep="\n", flush=True)
if does == "STOP" and tasks and stay_behind():
    watch(halted, tasks, shell)
