"""The words that organisers use: headings, kinds, roles and states in Danish, Swedish, Norwegian, Icelandic, Finnish,
English and German. Compared in small letters; a new word is a word in one of these lists."""

from __future__ import annotations

# A heading's words, parted by bars.
HEADINGS: dict[str, str] = {
    "title": "title|titel|tittel|titill|rubrik|overskrift|otsikko|nimi|ohjelman nimi|fyrirsögn|heiti|yfirskrift|"
    "programpunkt|programpost|programpunktets titel|dagskrárliður|session title|talk title|name of session|subject|"
    "summary|event date name|aktivitet|aktivitetens navn|indslag|inslag|sesjon|session|sessio|ohjelmanumero|viðburður|"
    "event|event title|event name|arrangement|evenemang|tapahtuma|veranstaltung|vortrag|vortragstitel|eventname|"
    "seminarium|seminar|what|hvad|vad|hva|hvað|mitä|presentation|presentation title|program item|programmapunkt|"
    "program|programme|ohjelma|dagskrá|programm|activity|item|agenda|agenda item|programme item|punkt|programindslag|"
    "programinslag|moment|dagsordenspunkt|dagskráratriði|ohjelmakohta|talk|lecture|what happens|hvad sker der",
    "subtitle": "subtitle|undertitel|undertittel|underrubrik|alaotsikko|undirtitill|untertitel|tagline|manchet|ingress",
    "abstract": "abstract|description|beskrivelse|beskrivning|omtale|lýsing|texti|tekst|text|kuvaus|sisältö|indhold|"
    "innehåll|innhold|efni|beschreibung|resumé|resume|sammanfattning|sammendrag|útdráttur|tiivistelmä|desc|details|"
    "programpunkts beskrivelse|event description|lift content|inhalt|about|om|info|information|content|body|synopsis",
    "more": "more info|more information|mer information|mere information|mer info|lisätiedot|nánar|"
    "weitere informationen|long description|full description|notes for attendees|supplement",
    "date": "date|dato|datum|dagsetning|dags|dag|day|dagur|päivä|päivämäärä|pvm|tag|weekday|ugedag|veckodag|ukedag|"
    "viikonpäivä|vikudagur|event date|session date|start day|dage|dagar",
    "time": "time|tid|tidspunkt|klokkeslæt|klokkeslett|klockslag|kl|tími|tímasetning|klukkan|aika|klo|kello|uhrzeit|"
    "zeit|tidsrum|tidsperiod|time range|timeslot|time slot|slot|when|hvornår|när|hvenær|milloin|ajankohta|kellonaika|"
    "date time|datetime|dato og tid|datum och tid|päivä ja aika|tidsrom|timespan|wann",
    "start": "start|starts|starttid|starttidspunkt|start time|start date|starts at|start datetime|fra|fra kl|från|"
    "från kl|begin|begins|begynder|byrjun|byrjar|hefst|upphaf|frá|alkaa|alkuaika|alku|alkamisaika|beginn|anfang|von|ab|"
    "date of show|event start date|session start|start tid|starter|börjar|dtstart|from|startdatum|startdato|begin time",
    "end": "end|ends|slut|slutt|sluttid|sluttidspunkt|end time|end date|ends at|end datetime|til|til kl|till|till kl|"
    "slutter|slutar|lok|lýkur|endir|päättyy|loppuaika|loppu|päättymisaika|ende|bis|finish|event end date|session end|"
    "dtend|to|slutdatum|sluttdato|slutdato",
    "minutes": "minutes|mins|min|duration|varighed|varighet|längd|lengde|længde|lengd|kesto|dauer|length|"
    "length minutes|duration minutes|minutter|minuter|mínútur|minuutit|duration min|längd min|tímalengd|dauer min",
    "room": "room|rum|rom|lokale|lokal|sal|salur|stofa|staður|sted|plats|place|location|venue|paikka|sali|tila|huone|"
    "lava|stage|scene|scen|svið|loc|raum|ort|hall|event hall name|room name|mødested|mötesplats|møtested|fundarstaður|"
    "event location|street address|spot|bühne|saal|where|hvor|var|hvar|missä|kokoontumispaikka|scenen|salen",
    "place_note": "place note|meeting point|location note|how to find|vejvisning|vägbeskrivning|leiðarlýsing|"
    "freeform location",
    "people": "people|speakers|speaker|talere|taler|talare|talarna|foredragsholder|foredragsholdere|föreläsare|"
    "foredragsholdar|foredragsholdarar|oplægsholder|oplægsholdere|medvirkende|medverkande|deltagere|deltager|deltagare|"
    "ræðumaður|ræðumenn|fyrirlesari|fyrirlesarar|þátttakendur|flytjandi|flytjendur|puhujat|puhuja|esiintyjät|"
    "esiintyjä|osallistujat|vortragende|vortragender|referent|referenten|referentin|sprecher|presenter|presenters|"
    "persons|participants|panelists|panellists|panel|paneldeltagere|paneldeltagare|panelister|contributors|with|"
    "innledere|innleder|performers|artist|artists|who|hvem|vem|kuka|ketkä|hver|speaker names|speaker name|panelistit",
    "moderator": "moderator|moderators|moderatorer|ordstyrer|ordstyrere|møteleder|mødeleder|moderaattori|fundarstjóri|"
    "chair|chairs|ordförande|samtalsledare|konferencier|konferansier|moderation|debattleder|debatleder",
    "host": "juontaja|juontajat|vært|värd|vert|gestgjafi|mc",
    "spoken": "language|languages|sprog|språk|tungumál|mál|kieli|kielet|sprache|lang|spoken|talesprog|spoken language|"
    "språk talat|session language|puhekieli",
    "written_in": "text language|text languages|language of the text|language of the texts|tekstsprog|tekstens sprog|"
    "textspråk|textens språk|tekstspråk|tungumál texta|textamál|tekstin kieli|textsprache",
    "interpreted_into": "interpretation|interpreted into|tolkning|tolket til|tolkas till|tolk|túlkun|túlkað á|tulkkaus|"
    "simultaneous interpretation|dolmetschung|tolkning til|tolkning till",
    "slides_in": "slides|slides in|slides language|slides sprog|bilder på|glærur|diat",
    "captioned_in": "captions|captioned in|subtitles|undertekster|undertexter|skrivetolkning|skrivtolkning|textun|"
    "tekstitys|teksting",
    "kind": "kind|type|typ|form|format|tegund|tyyppi|muoto|session type|session format|art|programtype|program type|"
    "category title|ohjelmatyyppi|programtyp|gerð|event type|category|kategori|kategoria|flokkur|kategorie",
    "topic": "topic|topics|tema|temaer|teman|emne|emner|ämne|ämnen|efnisflokkur|aihe|aiheet|teema|teemat|thema|themen|"
    "tags|tag list|nøgleord|nyckelord|stikkord|keywords|asiasanat|efnisorð|theme|themes|schlagworte",
    "subtheme": "subtheme|subthemes|sub theme|track|tracks|spor|spår|deltema|deltemaer|undertema|undirþema|þema|"
    "alateema|polku|lína|stream|strand",
    "state": "state|status|tilstand|tilstånd|staða|tila nyt|ohjelman tila|cancelled|is cancelled|aflyst|inställd|"
    "avlyst|aflýst|peruttu|zustand",
    "confirmed": "confirmed|bekræftet|bekräftad|bekreftet|staðfest|staðfestur|vahvistettu|bestätigt|approved|godkendt|"
    "godkänd|godkjent",
    "audience": "audience|visibility|access level|synlighed|synlighet|målgruppe visning|publikum|sýnileiki|näkyvyys|"
    "internal|intern|public|is public",
    "capacity": "capacity|kapacitet|kapasitet|max participants|pladser|antal pladser|platser|antal platser|plasser|"
    "max attendance|seats|max attendees|max antal|hámarksfjöldi|fjöldi|sætafjöldi|paikkoja|enimmäismäärä|plätze|"
    "maks antall|kapazität|max deltagere|max deltagare",
    "content_note": "content note|content notes|content warning|content warnings|trigger warning|trigger warnings|"
    "indholdsadvarsel|innehållsvarning|innholdsvarsel|efnisviðvörun|sisältövaroitus|sisältövaroitukset",
    "organiser": "organiser|organizer|organisers|organizers|organised by|organized by|hosted by|arrangør|arrangører|"
    "arrangeret af|medarrangør|medarrangører|arrangör|arrangörer|arrangeras av|medarrangör|medarrangörer|arrangert av|"
    "medarrangører og partnere|järjestäjä|järjestäjät|järjestäjätaho|skipuleggjandi|skipuleggjendur|haldinn af|"
    "veranstalter|veranstalterin|samarbejdspartner|samarbejdspartnere|samarbetspartner|samarbetspartners|"
    "samarbeidspartner|samarbeidspartnere|responsible organisation|afsender|ansvarlig organisation",
    "number": "nr|no|id|number|nummer|númer|numero|guid|uid|uuid|identifier|session id|post id|kode|code|key|ident|"
    "event id|content id|talk id|löpnummer|løbenummer|tunniste|#|slug|url|link|permalink|länk|tengill",
}
# In the order in which a column makes the better identity.
IDENTITIES = (
    "guid uuid|uid|identifier|id|session id|event id|post id|content id|nr|no|number|nummer|númer|numero|key|slug|url"
)

# What a cell says, and the kind of session that it is; the first that fits as a whole, else as a part.
KINDS: dict[str, str] = {
    "keynote": "keynote|keynotes|hovedtale|hovedoplæg|huvudtal|hovedforedrag|aðalerindi|pääpuhe|key note",
    "plenary": "plenary|plenum|plenar|fælles|alle|allsherjarfundur|yhteinen|stormöte|plenarsession",
    "panel": "panel|paneldebat|paneldebatt|debat|debatt|debate|debatt/panelsamtal|panelsamtal|pallborð|paneeli|"
    "paneelikeskustelu|keskustelu|panel discussion|podiumsdiskussion|samtale|samtal|umræður|paneldiskussion|paneeli",
    "workshop": "workshop|workshops|værksted|verksted|verkstad|vinnustofa|vinnusmiðja|smiðja|työpaja|kurs|kursus|"
    "youthworkshop|arbejdsgruppe|kurssi|hands-on|tutorial",
    "talk": "talk|talks|lecture|lectures|foredrag|oplæg|föreläsning|föredrag|erindi|fyrirlestur|luento|puhe|vortrag|"
    "seminarium/föreläsning|seminarium|seminar|short talk|lightning talk|lightning_talk|long talk|presentation|"
    "presentasjon|præsentation|esitys|innlegg|innledning",
    "study_visit": "study visit|studiebesøg|studiebesök|studiebesøk|besøg|vettvangsferð|heimsókn|opintovierailu|"
    "vierailu|site visit|excursion|byvandring|stadsvandring|guidad tur|tour",
    "youth": "youth|youth contribution|unge|ungdom|ungmenni|nuoret|ungdomsindslag|youth session",
    "meal": "meal|lunch|lunsj|frokost|middag|måltid|dinner|breakfast|hádegisverður|kvöldverður|lounas|illallinen|"
    "mittagessen|morgenmad|frukost|máltíð|ateria",
    "break": "break|pause|paus|kaffe|kaffepause|kaffepaus|fika|coffee|coffee break|hlé|kaffihlé|tauko|kahvi|"
    "kahvitauko|pausi",
    "social": "social|socialt|sosialt|fest|party|mingel|networking|nätverkande|netværk|nettverk|reception|mottagning|"
    "mottakelse|koncert|konsert|tónleikar|concert|performance|samvær|samkoma|juhla|iltajuhla|show|meetup",
    "ceremony": "ceremony|opening|closing|åbning|åpning|öppning|invigning|afslutning|avslutning|setning|lukning|"
    "setningarathöfn|opnun|lokaathöfn|avajaiset|päättäjäiset|opening ceremony|closing ceremony|eröffnung",
    "transport": "transport|bus|buss|rúta|bussi|kuljetus|transfer|færge|färja|ferge",
}

ROLES: dict[str, str] = {
    "moderator": "moderator|moderators|moderatorer|mod|ordstyrer|møteleder|mødeleder|moderaattori|fundarstjóri|chair|"
    "samtalsledare|debattleder|debatleder|ordstyrar|moderatör|moderatori|keskustelua fasilitoi|utfrågare|moderation",
    "host": "host|vært|värd|vert|gestgjafi|juontaja|paneelin juontaja|mc|konferencier|konferansier|programledare|"
    "juontaja/moderator|programleder",
    "panellist": "panel|i panelen|i panelet|panellist|panellists|panelists|"
    "panelist|panelisti|paneldeltager|paneldeltagare|paneldeltaker|paneelikeskustelu|"
    "debattör|debattant|debattdeltaker|í pallborði|panelister",
    "facilitator": "facilitator|fasilitaattori|fasilitator|facilitatorin|processledare|prosessleder|leiðbeinandi",
    "performer": "performer|musiker|bändi|artist|optrædende|flytjandi|esiintyjä|band|musician|kunstner",
    "speaker": "speaker|taler|talare|puhuja|foredragsholder|föreläsare|oplægsholder|ræðumaður|fyrirlesari|presenter|"
    "keynote listner|keynote speaker|keynote|innleder|referent|vortragende",
}

CANCELLED = (
    "cancelled|canceled|aflyst|inställd|inställt|avlyst|aflýst|peruttu|abgesagt|udgår|utgår|fellur niður|ja aflyst|"
    "annulleret|entfällt"
)
YES = "yes|ja|já|kyllä|true|1|x|sand|sant|wahr|✓|✔|☑|tosi"
NO = "no|nej|nei|ei|false|0|falsk|falskt|falsch|☐|✗|nein|epätosi|usant"
NOT_CONFIRMED = (
    "draft|utkast|udkast|drög|luonnos|entwurf|preliminary|foreløbig|foreløpig|preliminär|tentative|not confirmed|"
    "ikke bekræftet|ikke bekreftet|inte bekräftad|pending|proposed|óstaðfest|alustava"
)
INTERNAL = (
    "internal|intern|internt|interne|innri|innanhúss|sisäinen|private|privat|lukket|stängd|lukka|lokað|suljettu|closed|"
    "not public|ikke offentlig|inte offentlig|confidential|fortrolig|staff|hidden|skjult|dold|geschlossen"
)
NOTHING = "nn|n.n.|none|null|n/a|na|nan|nil|–|—|?|tba|tbd|tbc|<redacted>|undefined|(none)|ingen|inget|ekkert|ei mitään"

# What begins a row of sums below a table.
SUMS = "i alt|total|totalt|sum|summa|samtals|alls|yhteensä|gesamt|insgesamt|antal|antal i alt|in all"

# Parts of a word that make it an organisation's or a profession's, of whatever country.
ORGANISATIONS = (
    "skole|skolen|skola|skolan|kommun|kommune|kommunen|region|regionen|universitet|university|universität|háskóli|"
    "yliopisto|förbund|förbundet|forbund|forbundet|förening|föreningen|forening|foreningen|stiftelse|stiftelsen|"
    "myndighet|styrelse|styrelsen|departement|ministeri|råd|rådet|council|institut|institute|stofnun|samtök|borg|"
    "reykjavíkurborg|kaupunki|liitto|yhdistys|säätiö|virasto|keskus|centrum|center|centre|sykehus|sygehus|sjukhus|"
    "sjúkrahús|kirkja|kirke|kyrka|bibliotek|museum|museet|politi|polis|polisen|politiet|police|gmbh|verein|stadt|"
    "landeshauptstadt|rundfunk|fagforbund|fagforening|klub|klubb|club|fond|fonden|foundation|bank|banken|agency|"
    "network|nätverket|netværk|group|gruppen|ambassade|organisation|byrå|bureau|company|corporation|hospital|school|"
    "college|city|stad|staden|municipality|ministry|department|union|association|parti|partiet|kirkon|radio|avis|media|magasin|"
    "selskab|selskap|sällskap|bolag|bolaget|huset|ungdomshus|orchestra|teater|theatre|leikhús|church|sveitarfélag|"
    "embassy|ambassad|kontor|kansli|sekretariat|akademi|academy|höfuðborgar|landstinget|länsstyrelsen|verket|verk"
)
ORGANISATION_MARKS = ("ab", "as", "a/s", "aps", "ehf", "hf", "ry", "oy", "oyj", "inc", "ltd", "llc", "asa", "ag", "ev")
PROFESSIONS = (
    "direktør|direktör|director|chef|leder|ledare|konsulent|konsult|rådgiver|rådgivare|professor|lektor|forsker|forskare|"
    "ordförande|ordfører|formand|forperson|leiar|lærer|lärare|kennari|opettaja|rektor|minister|manager|officer|ceo|vd|"
    "sekreterare|sekretær|koordinator|coordinator|samordnare|pedagog|psykolog|läkare|læge|lege|lækn|journalist|"
    "forfatter|författare|forfattar|redaktör|redaktør|politiker|ráðherra|borgarstjóri|borgmester|borgmästare|mayor|"
    "stjóri|fræðingur|fulltrúi|johtaja|asiantuntija|tutkija|päällikkö|sihteeri|puheenjohtaja|student|stud|researcher|"
    "teacher|head of|advisor|adviser|assistant|assistent|handläggare|sagsbehandler|utredare|analytiker|expert|ekspert|"
    "ombudsman|talsperson|repr|representant|kommissær|inspektör|inspektør|betjent|strateg|arkitekt|architect|engineer|"
    "designer|developer|founder|grundare|grundlægger|partner|president|generalsekreterare|chair|leiter|referent|"
    "geschäftsführ|bürgermeister|chefredakteur|instruktør|fotograf|musiker|präst|prest|præst|prestur|entreprenör|"
    "skoldebattör|verksamhet|fältassistent|gadearbejder|utekontakt|feltarbeider|socialsekreterare|specialist|debattör"
)
# Those that stand before names.
TITLES = (
    "professor|prof|dr|lektor|rektor|direktør|direktör|borgmester|borgmästare|rådmand|minister|ráðherra|borgarstjóri|"
    "statssekretær|statssekreterare|kommunalråd|kommunalrådet|politimester|politiinspektør|polismästare|biskop|"
    "ordförande|formand|forfatter|författare|journalist|forsker|forskare|psykolog|rådgiver|konsulent|prófessor|doktor|"
    "ordfører|byråd|byrådsmedlem|pormestari|professori|tohtori|mayor|councillor|general secretary|generalsekreterare"
)


def parted(words: str) -> frozenset[str]:
    return frozenset(words.split("|"))
