"""The words of the demo's joint statements, in the languages in which each is made."""

TEXTS = {
    "st-01": {
        "en": (
            "Migrants build two homes",
            "More than a million people from Kyrgyzstan work abroad. Their work feeds families here and keeps cities there running.\n\n"
            "The United Nations Migration Network asks all to see migrants as neighbours, workers and parents, not as a burden.\n\n"
            "We stand ready to support safe, orderly and regular migration, together with the state and with migrants themselves.",
        ),
        "ru": (
            "Мигранты строят два дома",
            "Более миллиона человек из Кыргызстана работают за рубежом. Их труд кормит семьи здесь и поддерживает жизнь городов там.\n\n"
            "Сеть ООН по миграции просит всех видеть в мигрантах соседей, работников и родителей, а не бремя.\n\n"
            "Мы готовы поддерживать безопасную, упорядоченную и легальную миграцию вместе с государством и самими мигрантами.",
        ),
        "ky": (
            "Мигранттар эки үй курат",
            "Кыргызстандан миллиондон ашык адам чет өлкөдө иштейт. Алардын эмгеги мында үй-бүлөлөрдү багып, "
            "ал жакта шаарлардын жашоосун камсыз кылат.\n\n"
            "БУУнун Миграция боюнча тармагы баарын мигранттарды жүк катары эмес, кошуна, кызматкер жана ата-эне катары көрүүгө чакырат.\n\n"
            "Биз мамлекет жана мигранттардын өздөрү менен бирге коопсуз, тартиптүү жана мыйзамдуу миграцияны колдоого даярбыз.",
        ),
    },
    "st-02": {
        "en": (
            "Cheaper remittances for families",
            "Families in Kyrgyzstan lose a part of each transfer to fees. Every som that is not lost goes to food, school and health.\n\n"
            "We ask banks and operators to show the full price of a transfer before it is sent.\n\n"
            "We support the goal of transfer costs below three per cent.",
        ),
    },
    "st-03": {
        "en": (
            "Every child of a migrant belongs in school",
            "Some children of migrants start the school year late because a paper is missing.\n\n"
            "A missing paper is a matter for adults. The place of the child is in school from the first day.",
        ),
        "ru": (
            "Место каждого ребенка мигрантов в школе",
            "Некоторые дети мигрантов начинают учебный год с опозданием, потому что не хватает документа.\n\n"
            "Недостающий документ – дело взрослых. Место ребенка с первого дня в школе.",
        ),
    },
}  # fmt: skip
FACTS = {
    "st-01": {
        "issue": "The contribution of migrants", "occasion": "International Migrants Day",
        "press_lines": "Migrants build two homes: one where they work, one where they come from.",
        "first_readers": "The competent ministry\nHeads of agencies",
    },
    "st-02": {
        "issue": "The cost of remittances", "occasion": "International Day of Family Remittances",
        "press_lines": "What a transfer costs should be known before it is sent.",
        "first_readers": "The National Bank\nHeads of agencies",
    },
    "st-03": {
        "issue": "Access of children of migrants to school", "occasion": "Beginning of the third term",
        "press_lines": "The place of the child is in school from the first day.",
        "first_readers": "The Ministry of Education",
    },
}  # fmt: skip
LEADS = {"st-01": ("iom",), "st-02": ("unesco",), "st-03": ("unicef",)}
COMMENTS = {"ilo": "In the second paragraph, please name post offices as well."}
WORDING = "We ask banks, post offices and operators to show the full price of a transfer before it is sent."
