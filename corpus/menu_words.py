"""The words that rows of buttons and menus on web pages are made of."""

from __future__ import annotations

NETWORKS = frozenset(  # and the words that stand with their names in a row of buttons
    """
    facebook twitter x linkedin whatsapp reddit pinterest tumblr telegram digg stumbleupon instagram
    youtube rss delicious del.icio.us google google+ technorati newsvine fark slashdot yahoo messenger
    flipboard vk mastodon bluesky threads tiktok snapchat pocket viber line email e-mail mail print
    share tweet pin post copy link save sms like follow on via & and | bookmark bookmarks mixx furl
    myspace feed buzz
    """.split()
)
MENU_WORDS = frozenset(  # the names of a site's sections and service pages
    """
    home news sport sports business world about contact search video videos photos weather jobs politics
    opinion health science technology tech entertainment travel archive archives blogs blog help login
    register subscribe rss culture arts life lifestyle local national international europe asia africa
    americas uk us u.s. markets money finance education environment features multimedia radio tv
    services shop sitemap privacy terms careers advertise faq feedback forum community events calendar
    editorial letters comment columnists obituaries classifieds cars property food style fashion music
    movies film games books magazine mobile podcasts newsletters newsletter staff links media press
    economy society crime magazin kultur politik wirtschaft impressum datenschutz kontakt accueil
    actualités politique économie société contacts mentions inicio política economía deportes sociedad
    contacto opinión главная новости политика экономика общество спорт культура контакты поиск архив
    """.split()
)
