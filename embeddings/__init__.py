"""What it means: encoders, vector indexes, and the offline build of an archive's versions."""
