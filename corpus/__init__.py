"""What was said: dated documents, their passages, and the full text."""
