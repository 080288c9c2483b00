"""On Record beside LangChain, LlamaIndex and txtai: one script a system, one runner."""
