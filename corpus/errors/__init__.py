"""Everything that can go wrong on purpose, and what to do about it.

OnRecordError
├── SourceError
│   ├── SourceNotFound        a path given to build is not there
│   ├── SourceEmpty           a source holds no document that can be read
│   ├── NoSources             the last source was taken off the archive
│   ├── SourceShrunk          a source has lost a fifth of its documents or more
│   ├── SourceUnreadable      nothing of what is to be inspected can be read
│   ├── SourceUnknown         the archive is not made of it
│   └── ReadingStopped        a process that reads documents was ended
├── IndexFolderError
│   ├── IndexMissing          no index in the folder
│   ├── IndexForeign          a folder with other things in it, or another format
│   ├── IndexDamaged          a file is missing, cut or changed
│   ├── IndexBusy             another build holds the lock
│   ├── IndexUnwritable       the disk is full, or the folder cannot be written to
│   ├── VersionUnknown        a version's name that is not among the index's
│   ├── VersionRefused        a version that did not pass its examination
│   └── GoldenInvalid         golden.jsonl cannot be read
├── ModelError
│   ├── ModelNotFound         a model's name or folder leads nowhere
│   ├── ModelDiffers          ONRECORD_MODEL names another model than the index's
│   ├── ModelChanged          weights or settings are not those the index was built with
│   ├── ModelUnusable         a model that cannot serve as an encoder
│   └── RerankerUnusable      ONRECORD_RERANKER names no cross-encoder that can be loaded
├── BadRequest
│   ├── BadDate               a date that is not one
│   ├── BadWindow             a time window that ends before it starts
│   └── BadDataset            a dataset folder that eval cannot read
├── NotFound
│   ├── DocumentNotFound
│   └── PassageNotFound
├── PublishersUnreadable      a table of publishers that is not one
├── SettingsInvalid           an ONRECORD_ variable that is unknown or malformed
├── BindRefused               serving beyond this machine without keys
└── AddressTaken              the address to serve on cannot be had

A class names the condition and keeps the facts as attributes; its message is one sentence or two
that say what is wrong, where, and what to do.
"""

from __future__ import annotations

from corpus.errors.indexes import (
    GoldenInvalid,
    IndexBusy,
    IndexDamaged,
    IndexFolderError,
    IndexForeign,
    IndexMissing,
    IndexUnwritable,
    VersionRefused,
    VersionUnknown,
)
from corpus.errors.models import (
    ModelChanged,
    ModelDiffers,
    ModelError,
    ModelNotFound,
    ModelUnusable,
    RerankerUnusable,
)
from corpus.errors.requests import (
    BadDataset,
    BadDate,
    BadRequest,
    BadWindow,
    DocumentNotFound,
    NotFound,
    PassageNotFound,
)
from corpus.errors.root import OnRecordError
from corpus.errors.serving import AddressTaken, BindRefused, PublishersUnreadable, SettingsInvalid
from corpus.errors.sources import (
    NoSources,
    ReadingStopped,
    SourceEmpty,
    SourceError,
    SourceNotFound,
    SourceShrunk,
    SourceUnknown,
    SourceUnreadable,
)

__all__ = [
    "AddressTaken",
    "BadDataset",
    "BadDate",
    "BadRequest",
    "BadWindow",
    "BindRefused",
    "DocumentNotFound",
    "GoldenInvalid",
    "IndexBusy",
    "IndexDamaged",
    "IndexFolderError",
    "IndexForeign",
    "IndexMissing",
    "IndexUnwritable",
    "ModelChanged",
    "ModelDiffers",
    "ModelError",
    "ModelNotFound",
    "ModelUnusable",
    "NoSources",
    "NotFound",
    "OnRecordError",
    "PassageNotFound",
    "PublishersUnreadable",
    "ReadingStopped",
    "RerankerUnusable",
    "SettingsInvalid",
    "SourceEmpty",
    "SourceError",
    "SourceNotFound",
    "SourceShrunk",
    "SourceUnknown",
    "SourceUnreadable",
    "VersionRefused",
    "VersionUnknown",
]
