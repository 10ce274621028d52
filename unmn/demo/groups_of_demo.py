"""The working groups of the demo in words: what they are for, who sits in them, what they owe and share."""

PURPOSES = {
    "wg-data": (
        "Общие показатели, ежеквартальный лист данных, стандарты разбивки данных и общий перечень исследований.",
        "Жалпы көрсөткүчтөр, кварталдык маалымат барагы, маалыматтарды бөлүштүрүү стандарттары жана "
        "изилдөөлөрдүн жалпы тизмеси.",
    ),
    "wg-trafficking": (
        "Общая практика перенаправления, совместное информирование и выявление уязвимых в смешанных потоках.",
        "Багыттоонун жалпы тажрыйбасы, биргелешкен маалымдоо жана аралаш агымдарда аялуу адамдарды аныктоо.",
    ),
    "wg-gcm-review": (
        "Поддержка ООН национального добровольного обзора; группа закрывается, когда обзор представлен.",
        "Улуттук ыктыярдуу кароого БУУнун колдоосу; кароо тапшырылганда топ жабылат.",
    ),
    "wg-return": (
        "Совместное предложение для возвращающихся мигрантов: один перечень услуг, один порядок перенаправления.",
        "Кайтып келген мигранттар үчүн биргелешкен сунуш: кызматтардын бир тизмеси, багыттоонун бир тартиби.",
    ),
}
PURPOSE_OF_RETURN = "Joint offer for returning migrants: one list of services, one way of referral, with the State Migration Service."
FACTS = {
    "wg-data": {"acronym": "WG Data", "mailing_name": "WG Data", "objectives": [2, 10]},
    "wg-trafficking": {"acronym": "WG CT", "mailing_name": "WG CT", "objectives": [1, 4]},
    "wg-gcm-review": {
        "acronym": "WG GCM", "mailing_name": "WG GCM", "objectives": [8],
        "ends_event": "The voluntary review is submitted",
    },
    "wg-return": {"acronym": "WG Return", "mailing_name": "WG Return", "objectives": [6, 7]},
}  # fmt: skip
# Person, role; a body alone where nobody is named.
SEATS = {
    "wg-data": (
        ("ulan-naryntaev", "lead"), ("viktor-dolinny", "co-lead"), ("meerim-kochkorova", "member"),
        ("aiko-minatogawa", "member"), ("azamat-kegetiev", "member"), ("marc-delarivoire", "member"),
        ("gulbara-tosorova", "partner"), ("@demo-stat-desk", "partner"),
    ),
    "wg-trafficking": (
        ("rustam-chatkalov", "lead"), ("leila-sandervik", "co-lead"), ("chiara-montefiore", "member"),
        ("jyldyz-barskoonova", "member"), ("sofia-lagoverde", "member"), ("gulzat-alamedinova", "member"),
        ("jamila-ozgonova", "partner"),
    ),
    "wg-gcm-review": (
        ("nurzat-alatoova", "lead"), ("chiara-montefiore", "co-lead"), ("daniel-oakfield", "member"),
        ("sofia-lagoverde", "member"), ("priya-hillford", "member"), ("marc-delarivoire", "member"),
        ("sergei-predgorny", "partner"), ("gulbara-tosorova", "partner"),
    ),
    "wg-return": (
        ("chiara-montefiore", "lead"), ("gulnara-arslanbobova", "co-lead"), ("meerim-kochkorova", "member"),
        ("marc-delarivoire", "member"), ("temir-talasov", "member"), ("aiko-minatogawa", "member"),
        ("kanykei-songkolova", "member"), ("kubanych-sarychelekov", "partner"),
        ("mirbek-toguzbulakov", "partner"),
    ),
}  # fmt: skip
# Group, day, who adds it, kind, title, language, audience, note.
DOCUMENTS = (
    ("wg-data", -190, "ulan-naryntaev", "xlsx", "Quarterly data sheet, third quarter", "en", "network",
     "Figures of all agencies, disaggregated by sex, age and oblast."),
    ("wg-data", -95, "ulan-naryntaev", "xlsx", "Quarterly data sheet, fourth quarter", "en", "network", ""),
    ("wg-data", -20, "gulbara-tosorova", "pdf", "Inventory of studies on labour migration", "en", "group",
     "Draft for remarks of the group."),
    ("wg-trafficking", -150, "rustam-chatkalov", "docx", "Referral pathway, draft for the group", "en",
     "group-members", "Not for partners yet."),
    ("wg-gcm-review", -100, "nurzat-alatoova", "docx", "Outline of the UN contribution to the review", "en",
     "network", ""),
    ("wg-return", -41, "chiara-montefiore", "docx", "One list of services for returning migrants, draft 2", "en",
     "group", "Each agency looks at its own lines."),
    ("wg-return", -38, "gulnara-arslanbobova", "pdf", "Перечень услуг для возвращающихся мигрантов", "ru", "group",
     "Версия на русском языке."),
    ("wg-return", -12, "chiara-montefiore", "xlsx", "Costs of the joint offer by agency", "en", "group-members",
     "Between the agencies; not for partners."),
)  # fmt: skip
# Group, day of planning, title in three languages, owner, person, due day, what became of it on which day.
DELIVERABLES = (
    ("wg-data", -300, ("Inventory of studies", "Перечень исследований", "Изилдөөлөрдүн тизмеси"),
     "iom", "ulan-naryntaev", 25, None),
    ("wg-data", -300, ("Quarterly data sheet, fourth quarter", "Лист данных за четвертый квартал",
     "Төртүнчү кварталдын маалымат барагы"), "iom", "ulan-naryntaev", -90,
     (-95, "Shared with the Network: see the documents of the group.")),
    ("wg-trafficking", -300, ("Common screening questions", "Общие вопросы для выявления",
     "Аныктоо үчүн жалпы суроолор"), "unodc", "rustam-chatkalov", -60, None),
    ("wg-gcm-review", -300, ("UN contribution to the voluntary review", "Вклад ООН в добровольный обзор",
     "Ыктыярдуу кароого БУУнун салымы"), "rco", "nurzat-alatoova", -70,
     (-72, "Submitted to the ministry with the note of the Resident Coordinator.")),
    ("wg-return", -100, ("One list of services for returning migrants", "Единый перечень услуг для возвращающихся мигрантов",
     "Кайтып келген мигранттар үчүн кызматтардын бирдиктүү тизмеси"), "iom", "chiara-montefiore", 12, None),
    ("wg-return", -100, ("Way of referral in two pilot oblasts", "Порядок перенаправления в двух пилотных областях",
     "Эки пилоттук облуста багыттоо тартиби"), "fao", "temir-talasov", -5, None),
)  # fmt: skip
TERMS = """# Purpose

The group prepares one offer of the agencies and of the state for migrants who return, and keeps it up to date.

It works under the Network and takes no decisions in its name.

# Members

Members of the Network and their partners sit in the group by decision, invitation or request. Each organisation names one person.

The lead and the co-lead prepare the meetings together and speak for the group.

# Way of working

The group meets each month, in Russian with interpretation where it is needed.

It reports to each quarterly meeting of the Network, and closes with a final report.
"""
TERMS_OF_DATA = """# Purpose

The group agrees on common indicators and prepares the quarterly data sheet of the Network.

# Way of working

The group meets every two months. Figures of an organisation are published with its consent only.
"""
REPORT = "Final report of the group on the voluntary review"
