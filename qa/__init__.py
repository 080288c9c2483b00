"""The conversation: questions read, passages ranked, answers cited, over HTTP and the command line."""
