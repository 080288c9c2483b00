"""Words that web pages everywhere use for their own parts: buttons, link boxes, footers, forms.

Each cue is a convention of many sites, content systems or templates; none belongs to one site.
"""

from __future__ import annotations

import calendar
import re

from corpus.month_names import FOREIGN_MONTHS

_OBJECT = r"(?: (?:this|the|our|a|an|your))?(?: (?:page|article|story|post|link|entry|news|item|document|file|report|release|photo|video|image))?"
TO_TOP = re.compile(
    r"[\W_]*(?:(?:back|return|go)?\s*(?:to )?(?:the )?top(?: of (?:the )?page)?|(?:nach|seiten) ?oben|zum seitenanfang"
    r"|haut de (?:la )?page|retour en haut|(?:volver )?arriba|(?:\u043a |\u043d\u0430)\u0432\u0435\u0440\u0445\w*)[\W_]*",
    re.IGNORECASE,
)
BUTTON = re.compile(
    rf"[\W_]*(?:(?:share|print|e-?mail|save|tweet|bookmark|recommend|forward|like|pin|flag|reply|respond|report"
    rf"|comment(?: on)?|cite|copy|send|rate|pin it|subscribe to|permalink(?: to)?){_OBJECT}(?: to a friend| with friends)?"
    r"|[a-z-]+ this (?:page|article|story|post|entry|window|(?:live ?)?blog|report|video|photo)|download(?: [\w-]+){0,6}(?: \(.{1,40}\))?|(?:play|open) in (?:a )?new (?:window|tab)|share (?:on|via|this on|to) \w+|(?:e-?mail|send) (?:it|this)(?: to (?:a friend|someone))?"
    r"|skip (?:to )?(?:main |the )?(?:content|navigation(?: links)?|main|footer|search|sidebar|links)|printer[- ]friendly(?: (?:version|page))?"
    r"|print(?:able)? version|text size.*|font size.*|larger text|smaller text|a a a|listen(?: to (?:this |the )?(?:article|story|episode|interview|report))?"
    r"|permalink|trackbacks?|reprints?(?: (?:and|&) permissions)?|digg(?: this| it)?|del\.icio\.us|(?:hide|show) caption|enlarge|(?:click to )?(?:view|see|enlarge)(?: (?:full|larger|large))?(?: (?:size|image|photo|picture))"
    r"|toggle \w+|open (?:menu|navigation)|close(?: menu| this)?|menu|search(?: (?:this site|the site|for:?|archives?))?|go"
    r"|log ?(?:in|out)|sign (?:me )?(?:in|out|up)(?: now)?|log ?in or register|register(?: now)?|subscribe(?: now| today)?"
    r"|donate(?: now)?|my account|(?:close|skip) ad|advertis(?:e)?ments?|sponsored(?: content| links)?|load more(?: \w+)?"
    r"|(?:story|article) continues (?:below|after) (?:the )?(?:advertisement|ad)?|(?:view|read|see) (?:all )?(?:\d+ )?comments"
    r"|(?:older|newer|previous|next) (?:posts?|entries|story|stories|article|page)|previous|next"
    r"|(?:view|see) (?:more|all|gallery|slideshow)|accept(?: all)?(?: cookies)?|reject all|(?:cookie|privacy) settings|got it"
    r"|(?:share (?:on|via|to) [\w.-]+\s*){2,}|follow(?: us)?(?: on)? @?[\w.]+|reuse this content|links to this post|subscribe to: .*"
    r"|view my complete profile|powered by \w+|(?:is|was) this (?:page|article|helpful|useful|information)\b.*|report (?:a problem|an error|this).*"
    r"|submitted .{1,30} ago by .{1,40}|hide|unhide|more options|(?:i )?agree|manage (?:cookies|preferences|consent)|no,? thanks|maybe later"
    r"|remind me .{1,20}|(?:read|show|see) (?:less|more)|(?:now )?playing|replay|play(?: video)?|mute|unmute|fullscreen|watch (?:live|now)"
    r"|listen (?:live|now)|closed captioning|video player is loading\b.*|loading(?: \w+)?|video (?:loading|unavailable)|(?:click|tap) to play(?: tap to play)?|the video will (?:start|auto-?play) .*"
    r"|play now|cancel|invalid e-?mail(?: address)?|something went wrong\b.{0,40}|(?:story|article) saved|you can find this story in .*|photo|image|video"
    r"|go to (?:the )?home ?page|continue reading(?: [\w' ]{1,20})?|what'?s next|order reprints|today'?s paper|sponsored by .{1,60}|(?:web ?)?site (?:design(?:ed)? )?by .{1,40}"
    r"|(?:first|last|full|your|user|screen) ?name|(?:your )?e-?mail(?: address)?|phone(?: number)?|zip(?: code)?|post ?code|website|password"
    r"|(?:name|e-?mail|mail|website|comment|message|subject)(?: \(.{1,30}\))+|see all (?:updates|news|\w+)|(?:current|remaining) time\b.*|duration\b.{1,12}|loaded: .{1,10}"
    r"|stream type\b.*|this is a modal window\.?|(?:beginning|end) of dialog window\b.*|seek to live\b.*|playback rate|chapters"
    r"|(?:captions|descriptions|subtitles) (?:off|settings)\b.*|embed|copy link|copied|get (?:directions|the app)|edit(?:ion)?|e-?paper"
    r"|imprimer|partager|envoyer(?: \u00e0 un ami)?|r\u00e9agir(?: \u00e0 cet article)?|(?:seite |artikel )?(?:drucken|versenden|weiterempfehlen|teilen"
    r"|merken|bewerten)|empfehlen|leserbrief(?: schreiben)?|anzeige|werbung|schriftgr\u00f6\u00dfe.*|publicit\u00e9|publicidad|pubblicit\u00e0|compartir|tuitear|imprimir|enviar|condividi|stampa|compartilh(?:e|ar)|delen|deel (?:dit|via)(?: \w+)?|dela|del|udost\u0119pnij|drukuj|skriv ut|afdrukken"
    r"|\u043f\u0435\u0447\u0430\u0442\u044c|\u043f\u043e\u0434\u0435\u043b\u0438\u0442\u044c\u0441\u044f|\u0432\u0435\u0440\u0441\u0438\u044f \u0434\u043b\u044f \u043f\u0435\u0447\u0430\u0442\u0438|\u043e\u0431\u0441\u0443\u0434\u0438\u0442\u044c|\u043e\u0442\u043f\u0440\u0430\u0432\u0438\u0442\u044c|\u0440\u0435\u043a\u043b\u0430\u043c\u0430(?: \u043d\u0430 \u0441\u0430\u0439\u0442\u0435)?|\u043f\u043e\u0434\u043f\u0438\u0441\u0430\u0442\u044c\u0441\u044f)[\W_]*",
    re.IGNORECASE,
)
SHARE = re.compile(  # these stand around a text, as advertisements and players do not
    r"[\W_]*(?:(?:previous|next|older|newer) (?:post|story|article|entr)|share|print|e-?mail|tweet|bookmark|permalink|imprimer|partager|drucken|teilen)",
    re.IGNORECASE,
)
COUNTER = re.compile(
    r"[\W_]*(?:\d[\d,.]*[km] [a-z]+|viewed .{1,12} times|(?:\d[\d,.]*[km]?|no|one) (?:shares?|views?|likes?|retweets?|tweets?|reactions?|reads?|votes?|trackbacks?|followers)"
    r"|(?:shares?|views?|likes?)\W{1,3}\d[\d,]*\W?|\d+ min(?:ute)?s? (?:read|to read)|reading time\W.{1,20}"
    r"|.{0,40}\b[\d.,]+k? people are talking about this|[>v\u25bc\u25ba\u25b6+\s-]*(?:(?:19|20)\d\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]*(?: (?:19|20)\d\d)?) \(\d+\)"
    r"|[\d.,]+k? (?:people )?(?:have )?(?:signed|shared|joined)\b.{0,30}"
    r"|this (?:story|article|page) has been (?:e-?mailed|viewed|read|shared|visited) .{1,20}"
    r"|(?:you are )?visitor (?:number|no\.?|#)? ?\d+|.{0,20}\bbest viewed (?:in|with|at|on) .{1,40}|web ?master\b.{0,40})[\W_]*",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(
    r"(?:all )?(?:content|text|material)?\s*copyright\s*(?:\u00a9|\(c\))?\s*\d{4}.*|\u00a9.*|\(c\)\s*\d{4}.*|this page was last (?:edited|modified|updated|changed|checked|reviewed)\b.*|(?!photo|picture|image|foto).{1,30}\u00a9\s*(?:19|20)\d\d\b.*"
    r"|(?:.*[.,;|\d]\s*)?(?:all rights reserved|tous droits r\u00e9serv\u00e9s|alle rechte vorbehalten"
    r"|todos los derechos reservados|\u0432\u0441\u0435 \u043f\u0440\u0430\u0432\u0430 \u0437\u0430\u0449\u0438\u0449\u0435\u043d\u044b)\.?",
    re.IGNORECASE,
)
TAGS = re.compile(
    r"(?:\w+ )?(?:tags|tagged(?: (?:as|with|in))?|labels|keywords|categories|category|filed (?:under|in)|posted in|topics|more on"
    r"|explore more on(?: these topics)?|sujets|archivado en|etichette|argomenti|trefwoorden|tagi|schlagw\u00f6rter|etiquetas|\u0442\u0435\u0433\u0438)\s*:.*",
    re.IGNORECASE,
)
POINTER = re.compile(  # a line that names another page: "Read more: Headline", "Related story: Headline"
    r"[\W_]*(?:anzeige|advertisement|sponsored|werbung|publicit\u00e9|publicidad|trending(?: now)?|popular|hot topics|languages?|in the news|read (?:more|also|next|the full (?:story|article|text|report))|see also|also (?:read|see|on)|related"
    r"(?: \w+)?|more(?: (?:on|from) [^:]{1,40})?|(?:previous|next|earlier|older|newer)(?: (?:post|story|article|entry|event))?|watch|"
    r"in pictures|slide ?show|(?:photo |picture )?gallery|quiz|full story|full coverage|continue reading|recommended|don'?t miss|click here|lire aussi|"
    r"lesen sie auch|lea tambi\u00e9n|\u0447\u0438\u0442\u0430\u0439\u0442\u0435 \u0442\u0430\u043a\u0436\u0435|"
    r"\u0441\u043c\. \u0442\u0430\u043a\u0436\u0435)\s*(?:[:|>\u00bb\u203a\u2192]|\u2013|--).+",
    re.IGNORECASE,
)
SURE_POINTER = re.compile(  # even where what it names is a sentence
    r"[\W_]*(?:read (?:more|also|next|the full (?:story|article|text|report))|see also|also read|related(?: \w+)?|more|(?:previous|next)"
    r" (?:post|story|article|entry)|full story|full coverage|continue reading|lire aussi|lesen sie auch|lea tambi\u00e9n|leggi anche|leia (?:mais|tamb\u00e9m)|lees ook|l\u00e4s ocks\u00e5|les ogs\u00e5|l\u00e6s ogs\u00e5|czytaj (?:te\u017c|tak\u017ce)"
    r"|\u0447\u0438\u0442\u0430\u0439\u0442\u0435 \u0442\u0430\u043a\u0436\u0435)\s*(?::|\s[>\u00bb\u203a\u2192]).{1,160}",
    re.IGNORECASE,
)
CALL = re.compile(  # what a page asks its reader to do
    r"(?:please )?(?:(?:sign|log) (?:up|in)|subscribe|register|join|follow|like|find|download|get|receive|click|tap|visit|support"
    r"|become|donate|enter|try|start|send us|send (?=.*@)|(?:comments|questions|feedback)\b(?=.*@)|contact|tell (?:us|our)|have your say|share your|have you|comment|post a|leave a|add (?:a|your)|"
    r"share this|view|read (?:more|our|the full)|buy|listen to our|stay|connect with|enjoy|want|are you|do you have|got a|already|type)\b",
    re.IGNORECASE,
)
CALL_OBJECT = re.compile(
    r"\b(?:newsletters?|e-?mail(?:s| address| alerts?)?|inbox|alerts?|updates|facebook|twitter|instagram|youtube|whatsapp|app"
    r"|podcasts?|rss|here|below|free|trial|subscri\w+|account|comments?|commenting|reply|discussion|members?(?:hip)?|us|full"
    r" (?:story|article)|our|today's|friends?|stor(?:y|ies)|tips?|details)\b|\S@\S+\.\w",
    re.IGNORECASE,
)
_KIND = (
    r"(?:stor(?:y|ies)|articles?|links?|news|headlines|posts?|topics?|coverage|content|items|pages|reading|videos?|entries|documents|publications"
    r"|resources|threads|corrections|results|materials|information|(?:web ?)?sites|galleries|photos|events|releases)"
)
SECTION = re.compile(  # the heading of a box of links to other pages
    rf"[\W_]*(?:(?:story|article|page) tools|similar \w+|(?:\w+ )?related(?: (?:to this )?(?:internet |external )?{_KIND})?(?: and {_KIND})?|more (?:[\w.'’-]+ ){{0,3}}{_KIND}|more like this|ads by .{{1,30}}|keep reading"
    rf"|more (?:from|on|in|about) .{{1,40}}|see also|also (?:on|in|from) .{{1,40}}|elsewhere on .{{1,40}}|most (?:read|popular|viewed|e-?mailed"
    rf"|commented|shared|watched|recent|discussed)(?: .{{1,20}})?|(?:you|we) (?:may|might|will|think you) (?:also )?(?:like|enjoy|be"
    rf" interested in)|recommended(?: (?:for you|by .{{1,20}}|{_KIND}))?|read (?:next|also|more)|what to read next|up next|top (?:{_KIND}|\d+)"
    rf"|latest(?: (?:from .{{1,30}}|{_KIND}))?|breaking news|(?:recent|latest|other|all|top) (?:[\w.'’-]+ ){{0,3}}{_KIND}|recent(?:ly)? (?:comments|popular|activity)|popular(?: (?:{_KIND}|now|on .{{1,30}}))?"
    rf"|trending(?: (?:now|{_KIND}|on .{{1,30}}))?|don'?t miss|editors?'?s?'? (?:picks?|choice)|(?:from )?around the web"
    rf"|in (?:this section|other news|the news)|other (?:{_KIND}|news)|further reading|also of interest|today's (?:headlines|top {_KIND}|paper)"
    r"|previous(?:ly)?(?: (?:posts?|stories|coverage))?|archives?|blogroll|categories|tags|meta|links|navigation|quick links|site ?map"
    r"|across (?:the )?.{1,30}|more on|blog archive|about me|labels|my blog list|followers|explore (?:more|the topic)(?: (?:on|about|in) .{1,30})?|on this (?:page|site)|most read in .{1,30}|services|features(?: (?:and|&) analysis)?|jump to|follow us(?: on.*)?|stay connected|connect(?: with us)?|newsletters?|about us"
    r"|contact us|upcoming(?: events)?|(?:also|more|other \w+|posts|stories|articles) by (?:this|the same) (?:author|writer|reporter)|our partners|partners|(?:special )?(?:sections|reports?)|(?:external|internet|useful) links|the .{1,20} is not responsible.*"
    r"|(?:lire|voir) aussi|sur le m\u00eame (?:sujet|th\u00e8me)|(?:les )?plus lus|mehr zum thema|lesen sie (?:auch|mehr)|leggi anche|lea tambi\u00e9n|leia (?:mais|tamb\u00e9m)|lees (?:ook|verder)|l\u00e4s (?:mer|ocks\u00e5|ogs\u00e5)|les ogs\u00e5|l\u00e6s ogs\u00e5|czytaj (?:te\u017c|tak\u017ce|wi\u0119cej)|i pi\u00f9 letti|(?:as )?mais lidas|meest gelezen|mest l\u00e4sta?|mest l\u00e6ste?|mest leste?|najcz\u0119\u015bciej czytane|meer (?:nieuws|over|uit)\b.{{0,30}}|(?:das k\u00f6nnte sie auch|meistgelesen)\w*.*"
    r"|auch interessant|weitere (?:artikel|meldungen|themen)|noticias relacionadas|lo m\u00e1s (?:le\u00eddo|visto)|m\u00e1s noticias|te puede interesar"
    r"|(?:\u00e0 )?lire (?:aussi|\u00e9galement)|weitere \w+|mehr aus .{1,30}|das k\u00f6nnte sie (?:auch )?interessieren|m\u00e1s (?:sobre|en) .{1,30}|tags|temas|topics?"
    r"|\u0434\u0440\u0443\u0433\u0438\u0435 \u043d\u043e\u0432\u043e\u0441\u0442\u0438 .{1,30}|\u043f\u043e\u0441\u043b\u0435\u0434\u043d\u0438\u0435 \u043d\u043e\u0432\u043e\u0441\u0442\u0438|\u043d\u043e\u0432\u043e\u0441\u0442\u0438 \u043f\u043e \u0442\u0435\u043c\u0435"
    r"|\u0447\u0438\u0442\u0430\u0439\u0442\u0435 \u0442\u0430\u043a\u0436\u0435|\u043f\u043e \u0442\u0435\u043c\u0435|\u0441\u0430\u043c\u043e\u0435 \u0447\u0438\u0442\u0430\u0435\u043c\u043e\u0435|\u0434\u0440\u0443\u0433\u0438\u0435 \u043d\u043e\u0432\u043e\u0441\u0442\u0438)[\W_]*",
    re.IGNORECASE,
)
SPEAKER_OF_COMMENT = re.compile(  # "Pat says:", "3. Pat wrote on 4 May:", "Posted by Pat on 03/03/09 at 5:02PM"
    r".{1,40}\b\d+ points?\b.{0,30}|(?:\d+[.)]?\s+)?.{1,60}\b(?:says|said|wrote|writes)(?: (?:on|at) .*)?(?::|\.{3}|\u2026)|(?:posted|written|comment(?:ed)?) by\b.*\d.*|.{1,40} \d+ \w+ ago"
    r"|.{0,60}\d{4},? at \d{1,2}:\d{2}.{0,20}",
    re.IGNORECASE,
)
_MONTH = "|".join(
    sorted(
        {*calendar.month_name, *calendar.month_abbr, "sept", *FOREIGN_MONTHS} - {""}, key=len, reverse=True
    )
)
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|er|\.)? (?:{_MONTH})\b\.?|\b(?:{_MONTH})\.? \d{{1,2}}\b"
    r"|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{4}-\d\d-\d\d\b)"
)
_CLOCK = r"(?:\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?)"
_YEAR_OF_DAY = r"(?:,? (?:19|20)\d\d)?"
DAY_AND_YEAR = re.compile(rf"{_DAY}{_YEAR_OF_DAY}", re.IGNORECASE)
DATED = (
    re.compile(  # a story's headline with its day: "15 Feb - Raid: two held", "Why wells fail (3 May 2009)"
        rf"(?:[•·*+-]\s+)?(?:{_DAY}{_YEAR_OF_DAY}\s*[-:\u2013\u2014|]?\s*.{{4,120}}"
        rf"|.{{4,120}}[\s(|,-]{_DAY}{_YEAR_OF_DAY}(?:,? {_CLOCK}(?: [A-Z]{{2,4}})?)?\)?)",
        re.IGNORECASE,
    )
)
PAGING = re.compile(  # leads to the parts of a text, or to the texts beside it
    r"\W*(?:page|seite|p\u00e1gina)\s*:? \d+\b.{0,40}|(?:page )?\d+(?:\s*\|?\s*\d+)+\s+(?:next|last|weiter|suivante).{0,10}"
    r"|.{0,80}\b(?:previous|next|earlier|older|newer) (?:thread|topic|page|article|story|entry|post|document|minutes|issue)s?\b.{0,40}",
    re.IGNORECASE,
)
STAMP = re.compile(  # when a comment was written: "19 Nov, 8:14am  Report this", "Jan 2 2009 at 17:05"
    rf".{{0,40}}(?:{_DAY}\W.{{0,12}}{_CLOCK}|{_CLOCK}\W.{{0,12}}{_DAY}|\b\d+ (?:minute|hour|day|week|month|year)s? ago)\b.{{0,30}}",
    re.IGNORECASE,
)
COMMENTS = re.compile(  # the heading of what readers wrote, or are asked to
    r"[\W_]*(?:(?:reader |readers' |user |your )?comments?(?:\W{1,3}\d+\W?| are closed| policy| on this (?:story|article))?|(?:\d+|no|one) (?:comments?|responses?|repl(?:y|ies)"
    r"|thoughts?)(?: (?:to|on|so far).*)?|(?:leave|post|add|make|write|submit) (?:a|your) (?:comment|reply|response).*|have your say|join the"
    r" (?:conversation|discussion).*|(?:view|show|hide) comments|discussion(?: about .{1,20})?|commentaires?|kommentare?|coment\u00e1rios|comentarios|commenti|reacties|kommentarer|komentarze|\u043a\u043e\u043c\u043c\u0435\u043d\u0442\u0430\u0440\u0438\u0438)(?: \(\d+\))?[\W_]*",
    re.IGNORECASE,
)
TEASER_END = re.compile(
    r"(?:[(\[]\s*(?:more|read more|full story|\.\.\.|\u2026)\s*[)\]]|\b(?:read|see|learn) more\W*|\bmore\s*(?:\.\.\.|\u2026|[>\u00bb\u203a\u2192]+)"
    r"|\b(?:full (?:story|article|text)|continue(?: reading)?|read on|weiterlesen|lire la suite|leer m\u00e1s"
    r"|\u0447\u0438\u0442\u0430\u0442\u044c \u0434\u0430\u043b\u0435\u0435)\W*)$",
    re.IGNORECASE,
)
NOTE = re.compile(  # speaks of the text itself, wherever it stands
    r"[\W_]*(?!\S+@)(?:corrections?|clarifications?|editor'?s'? notes?|notes?(?: to editors?)?|errat(?:um|a)|updated?|amended|\(.*\)$|\[.*\]$|sources?\s*:|footnotes?"
    r"|this (?:article|story|report|post|page|version|headline) (?:was|has been) (?:amended|corrected|updated|changed)"
    r"|an earlier version|due to an? .{1,30}error|reporting by|additional reporting|compiled (?:by|from)|with (?:reporting|files) (?:by|from)|for (?:more|further) information)\b|[\W_]*(?:(?:press|media) )?contacts?\s*:",
    re.IGNORECASE,
)
CONTACT = re.compile(r"(?:(?:press|media) )?contacts?\s*:", re.IGNORECASE)  # who answers for a release
SITE_CUES = tuple(  # two of them in one paragraph beside the text speak of the site
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:this|our|the) (?:web ?site|site|portal|page|service|platform|app)\b|\bon (?:this|our) site\b",
        r"\bexternal (?:inter)?net\b|\b(?:external|other|third[- ]party)(?: \w+)? (?:links|sites|web ?sites)\b|\bexternal links\b",
        r"\bprivacy\b|\bpersonal data\b|\bgdpr\b",
        r"\bterms (?:of|and) \w+|\bterms\b.*\bapply\b|\bconditions of use\b|\buser agreement\b|\bguidelines\b",
        r"\bcookies?\b",
        r"\bcopyright(?:ed)?\b|\u00a9|\ball rights\b|\btrademarks?\b|\bpermission\b|\blicen[cs]e\b|\bcreative commons\b",
        r"\b(?:published|reproduced|redistributed|rewritten|broadcast|republished|copied|stored|transmitted)\b.*\bwithout\b|\bmay not be (?:published|reproduced|copied|redistributed)\b",
        r"\b(?:un)?subscri\w+\b|\bstop receiving\b|\b(?:is )?published (?:every|each|daily|weekly|monthly)\b|\bnewsletters?\b|\binbox\b|\bsign(?:ing|ed)? up\b",
        r"\blog(?:ged)? ?in\b|\bregister(?:ed)?\b|\baccount\b|\bpassword\b",
        r"\badverti\w+\b|\bsponsor\w*\b|\baffiliate\b|\bcommission on purchases\b",
        r"\bdonat\w+\b|\bsupport (?:us|our \w+|independent \w+|the \w+ from)\b|\bfavou?r to ask\b",
        r"\bas little as\b|\breader[- ](?:funded|supported)\b|\bour (?:readers|subscribers|supporters|journalism)\b",
        r"\bpartners\b.*\bdata\b|\bdata\b.*\bpartners\b|\bstore and(?:/or)? access\b",
        r"\u043f\u0440\u0438 (?:\u043f\u0435\u0440\u0435\u043f\u0435\u0447\u0430\u0442\u043a\u0435|\u0446\u0438\u0442\u0438\u0440\u043e\u0432\u0430\u043d\u0438\u0438|\u0438\u0441\u043f\u043e\u043b\u044c\u0437\u043e\u0432\u0430\u043d\u0438\u0438)|\u0433\u0438\u043f\u0435\u0440\u0441\u0441\u044b\u043b\u043a",
        r"\bmentions l\u00e9gales\b|\bimpressum\b|\bdatenschutz\b|\bavisos? legal\b|\bagb\b|\babonn\w+\b|\bsuscr\w+\b",
        r"\bjavascript\b|\bbrowser\b|\bplug-?in\b|\bflash player\b",
        r"\bpowered by\b|\bdesigned by\b|\bhosted by\b|\bmaintained by\b|\bmanage[sd] th\w+ (?:web ?)?site\b|\bweb ?master\b",
        r"\bendorse\w*\b|\bnot responsible for\b|\bdisclaimer\b|\bviews expressed\b",
        r"\byou (?:are receiving|received) this\b|\bcontact us\b|\bfeedback\b|\bclick(?:ing)?\b|\be-?mail us\b|\bfollow us\b|\bhttps?://|\bwww\.",
        r"\b(?:registered|company|charity) (?:number|no\b|office|in england)|\bpublished by\b|\bsubsidiary of\b|\bpart of the .{1,30} (?:group|network)\b",
        r"\bcommenting\b|\breserve the right\b|\bour terms\b|\bcomments?\b.*\b(?:moderated|moderation|appear|deleted|removed|closed|published)\b|\brequired fields\b|\bwill not be published\b",
        r"\b(?:we|they|partners?) (?:and our (?:\d[\d,]* )?partners )?(?:use|store)\b|\bconsent\b|\bby (?:clicking|signing up|subscribing|continuing|submitting|using)\b|\bpreferences\b|\bopt[- ]out\b|\bagree\b",
    )
)
ADDRESSES_READER = re.compile(r"\b(?:we|our|us|you|your|this (?:web ?)?(?:site|page))\b", re.IGNORECASE)
BREADCRUMB = re.compile(
    r"(?:you are here|home|front page|accueil|startseite|inicio|\u0433\u043b\u0430\u0432\u043d\u0430\u044f)\s*(?::|>|\u00bb|/|\u203a|\|)\s*\S.*",
    re.IGNORECASE,
)
