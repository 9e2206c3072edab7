"""The walk, a file a leg: poll, read, deliver, digest, tidy, backfill. Here rooms are joined."""
