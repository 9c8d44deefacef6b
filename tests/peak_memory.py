"""The most memory that a process has held, as code for that process to run."""

PEAK_KIB = """
def peak_kib():
    with open("/proc/self/status", encoding="ascii") as status:
        [line] = (line for line in status if line.startswith("VmHWM:"))
    return int(line.split()[1])
"""
"""The resident peak since the program began; getrusage would count what its parent held, too."""
