"""What can be wrong with an embedding model."""

from __future__ import annotations

from corpus.errors.root import OnRecordError


class ModelError(OnRecordError):
    """Something is wrong with an embedding model."""


class ModelNotFound(ModelError):
    """A model's name or folder leads nowhere on this machine."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"model {name!r} is neither a folder nor in the local model cache; "
            "give the folder of a sentence-transformers model, or fetch it with 'onrecord build --download'"
        )


class ModelChanged(ModelError):
    """A model is not the one that it should be."""

    def __init__(self, what: str, expected: str, found: str) -> None:
        self.what = what
        self.expected = expected
        self.found = found
        super().__init__(
            f"{what} is {found}, not {expected}; reinstall the model, or rebuild with 'onrecord build'"
        )


class ModelDiffers(ModelError):
    """The model that the settings name is not the one that the index was built with."""

    def __init__(self, named: str, built_with: str) -> None:
        self.named = named
        self.built_with = built_with
        super().__init__(
            f"ONRECORD_MODEL names {named!r}, and the index was built with {built_with!r}; "
            "rebuild with 'onrecord build', or unset ONRECORD_MODEL"
        )


class ModelUnusable(ModelError):
    """A model that cannot serve as an encoder."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.reason = reason
        super().__init__(
            f"model {name!r} cannot be used: {reason}; choose another sentence-transformers model"
        )


class RerankerUnusable(ModelError):
    """The cross-encoder that the settings name cannot be loaded."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.reason = reason
        super().__init__(
            f"ONRECORD_RERANKER names {name!r}, which cannot be used: {reason}; give the folder of a "
            "sentence-transformers CrossEncoder, or unset ONRECORD_RERANKER"
        )
