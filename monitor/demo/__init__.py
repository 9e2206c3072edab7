"""A small world of news to try `monitor` on: fictional outlets, their articles over ten days, a
loopback server that publishes them at a virtual time, and the truth a careful analyst would write.
"""
