"""The command line: words in, words out. It opens the app and prints; it decides nothing."""
