"""Hands on the network: requests within limits, robots.txt, and children that parse what came."""
