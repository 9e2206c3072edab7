"""The daemon: APScheduler ticks, signals, systemd's readiness and watchdog. It decides nothing."""
