"""Measurements that anyone can run; docs/performance.md and docs/quality.md hold what they print."""
