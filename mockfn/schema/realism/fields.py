# ruff: noqa: E501 - a row of a table stays in one line
"""What a field of that name holds: people, places, times, addresses of the web, codes. One row for each kind of field.

A drawer gets the run and the role, the words before the noun ("sender" of sender_email), so that one person's fields
agree and two people differ.
"""

from __future__ import annotations

from collections.abc import Callable

from mockfn.schema.formats import FORMATS
from mockfn.schema.realism import names
from mockfn.schema.realism.places import Place
from mockfn.schema.realism.scene import Scene

__all__ = ["FIELDS", "PEOPLE", "Draw", "place_role"]

Draw = Callable[[Scene, str], str]

PEOPLE = frozenset(
    ("applicant", "attendee", "author", "buyer", "candidate", "client", "coach", "colleague", "contact", "customer",
     "director", "doctor", "driver", "employee", "friend", "guest", "host", "individual", "instructor", "judge",
     "lawyer", "lead", "manager", "member", "organizer", "participant", "passenger", "patient", "person", "receiver",
     "recipient", "requester", "resident", "scientist", "seller", "sender", "speaker", "student", "subscriber",
     "supervisor", "teacher", "tenant", "traveler", "traveller", "user", "visitor", "volunteer", "witness", "worker",
     "writer", "assigned", "responsible", "people", "full", "display", "cardholder", "beneficiary", "mentor", "child")
)  # fmt: skip

_FROM = frozenset(("from", "origin", "departure", "start", "source", "pickup", "starting", "begin"))
_TO = frozenset(("to", "destination", "arrival", "end", "dropoff", "target", "delivery", "return"))


def place_role(role: str) -> str:
    """Which of the places of a scene: where something starts, where it ends, or that of the role."""
    words = set(role.split("_"))
    return "from" if words & _FROM else "to" if words & _TO else role


def _place(scene: Scene, role: str) -> Place:
    return scene.place(place_role(role))


def _from_place(attribute: str) -> Draw:
    return lambda scene, role: str(getattr(_place(scene, role), attribute))


def _as_format(name: str) -> Draw:
    return lambda scene, role: FORMATS[name].draw(scene)  # noqa: ARG005 - drawers have one signature


def _one(*values: str) -> Draw:
    return lambda scene, role: str(scene.one(values))  # noqa: ARG005 - drawers have one signature


def _coded(mask: str) -> Draw:
    """A code after a mask: 9 is a digit, A a capital letter, x a hexadecimal digit, the rest is itself."""
    alphabets = {"9": "0123456789", "8": "123456789", "A": "ABCDEFGHJKLMNPRSTUVWXYZ", "x": "0123456789abcdef"}
    return lambda scene, role: "".join(scene.one(alphabets[c]) if c in alphabets else c for c in mask)  # noqa: ARG005 - drawers have one signature


def _email(scene: Scene, role: str) -> str:
    return f"{scene.person(role).handle}@example.com"


def _street(scene: Scene) -> str:
    return f"{scene.number(1, 240)} {scene.one(names.last_names())} {scene.one(names.street_suffixes())}"


def _address(scene: Scene, role: str) -> str:
    place = _place(scene, role)
    return f"{_street(scene)}, {place.postcode} {place.city}"


def _url(scene: Scene, role: str) -> str:
    page = scene.one(("products", "articles", "orders", "reports", "docs", "events"))
    word = role.split("_")[-1]
    if word in ("image", "photo", "picture", "avatar", "logo", "thumbnail", "icon", "img", "cover"):
        return f"https://images.example.com/{word}s/{scene.number(100, 9999)}.jpg"
    if word in ("video", "audio", "media"):
        return f"https://media.example.com/{word}/{scene.number(100, 9999)}.mp4"
    if word in ("webhook", "callback", "redirect", "hook"):
        return f"https://app.example.com/{word}s/{page}"
    return f"https://www.example.com/{page}/{scene.number(10, 9999)}"


_FILES = (
    "report.pdf",
    "notes.txt",
    "invoice-2026-04.pdf",
    "photo.jpg",
    "data.csv",
    "budget.xlsx",
    "config.yaml",
    "README.md",
)
_FOLDERS = ("/home/user/documents", "/var/log/app", "/data/exports", "/tmp/build", "src/components", "docs")


_KINDS = {"image": "photo.jpg", "photo": "photo.jpg", "video": "clip.mp4", "audio": "recording.mp3", "music": "song.mp3",
          "log": "app.log", "config": "config.yaml", "csv": "data.csv", "data": "data.csv"}  # fmt: skip


def _file(scene: Scene, role: str) -> str:
    return _KINDS.get(role.split("_")[-1]) or str(scene.one(_FILES))


def _path(scene: Scene, role: str) -> str:
    if role.split("_")[-1] in ("directory", "folder", "dir"):
        return str(scene.one(_FOLDERS))
    return f"{scene.one(_FOLDERS)}/{scene.one(_FILES)}"


def _title(scene: Scene, role: str) -> str:  # noqa: ARG001 - drawers have one signature
    return str(scene.one(names.jobs()))


def _language(scene: Scene, role: str) -> str:
    return _place(scene, role).tongue


def _color(scene: Scene, role: str) -> str:  # noqa: ARG001 - drawers have one signature
    return str(scene.one(names.colors())[1]).lower()


def _amount(scene: Scene, role: str) -> str:  # noqa: ARG001 - drawers have one signature
    return f"{scene.number(5, 480)}.{scene.one(('00', '50', '90', '95'))}"


def _locale(scene: Scene, role: str) -> str:
    place = _place(scene, role)
    return f"{place.language}-{place.code}"


_ROWS: tuple[tuple[str, Draw], ...] = (
    # people
    ("first_name given_name fname forename", lambda scene, role: scene.person(role).first),
    ("last_name surname family_name lname", lambda scene, role: scene.person(role).last),
    ("full_name person_name people nickname_full assigned_to assignee_name responsible_party created_by sent_by author_name",
     lambda scene, role: scene.person(role).name),
    ("email mail email_address e_mail cc bcc attendee_email reply_to", _email),
    ("username user_name screen_name nickname handle login_name account_name",
     lambda scene, role: scene.person(role).handle.replace(".", "_")),
    ("phone phone_number telephone mobile mobile_number cell fax contact_number tel msisdn", _coded("+1-202-555-0189")),
    ("job_title occupation job_position", _title),
    ("company company_name organization_name employer business_name business firm corporation merchant",
     lambda scene, role: scene.company()),  # noqa: ARG005 - drawers have one signature
    ("password passphrase pwd", _as_format("password")),
    # places
    ("city town city_name municipality location_city", _from_place("city")),
    ("location place location_name departure_location area_name place_name venue_location geo_location destination origin"
     " departure arrival destination_name start_point end_point start_location end_location pickup dropoff current_location"
     " hometown residence birthplace", lambda scene, role: f"{(p := _place(scene, role)).city}, {p.country}"),
    ("state province region region_name state_name county district territory state_province", _from_place("region")),
    ("country country_name nation home_country", _from_place("country")),
    ("country_code country_iso iso_code gl cc_code market_code", _from_place("code")),
    ("postcode zip zipcode zip_code postal_code postal", _from_place("postcode")),
    ("address street_address home_address full_address address_line shipping_address billing_address mailing_address", _address),
    ("street street_name address_line_1 address_1", lambda scene, role: _street(scene)),  # noqa: ARG005 - drawers have one signature
    ("airport airport_code iata iata_code departure_airport arrival_airport", _from_place("airport")),
    ("timezone time_zone tz zone", _from_place("zone")),
    ("utc_offset timezone_offset", _one("+00:00", "+02:00", "-05:00", "+09:00", "+05:30")),
    ("latitude lat", lambda scene, role: f"{_place(scene, role).latitude:.4f}"),
    ("longitude lon lng", lambda scene, role: f"{_place(scene, role).longitude:.4f}"),
    ("coordinate geolocation gps_location lat_lng latlng lat_lon geo", lambda scene, role: f"{(p := _place(scene, role)).latitude},{p.longitude}"),
    ("currency currency_code", _from_place("currency")),
    ("language language_name tongue", _language),
    ("language_code lang lang_code hl iso_639_1", _from_place("language")),
    ("locale", _locale),
    ("continent", _one("Europe", "Asia", "Africa", "North America", "South America", "Oceania")),
    ("neighborhood neighbourhood borough quarter_name", _one("Old Town", "Riverside", "Harbor District", "Soho", "Kreuzberg")),
    # the web and its machines
    ("url uri link website webpage site_url web_url homepage href endpoint web_address page_url source_url callback redirect_uri", _url),
    ("image photo picture avatar logo thumbnail", lambda scene, role: _url(scene, "image")),  # noqa: ARG005 - drawers have one signature
    ("domain domain_name site_domain", _one("example.com", "example.org", "shop.example.com", "docs.example.net")),
    ("host hostname server_host", _as_format("hostname")),
    ("ip ip_address ipv4 host_ip", _as_format("ipv4")),
    ("ipv6", _as_format("ipv6")),
    ("mac mac_address", _coded("02:xx:xx:xx:xx:xx")),
    ("path file_path filepath file_name_path source_path destination_path target_path src dst file_location", _path),
    ("directory folder dir folder_path directory_path cwd working_directory root root_path output_dir", _one(*_FOLDERS)),
    ("repo_path project_path repository_path workspace_path", _one("/home/user/projects/web-app", "/workspace/api-server", "/srv/git/docs-site")),
    ("file filename file_name attachment document_file output_file input_file", _file),
    ("slug", _one("summer-sale", "getting-started", "team-update", "product-launch", "weekly-report")),
    ("uuid guid", _as_format("uuid")),
    ("sha commit commit_sha commit_id git_sha revision head_sha tree_sha", _coded("x" * 40)),
    ("ref git_ref", _one("refs/heads/main", "refs/heads/develop", "refs/tags/v1.4.0")),
    ("hash checksum digest md5", _coded("x" * 32)),
    ("version app_version release_version", _as_format("semver")),
    ("cursor page_token next_token next_page_token continuation", _coded("c9x8x9x8x9x8x9x")),
    ("token access_token api_key apikey secret api_token auth_token csrf_token session_token client_secret secret_key",
     _coded("key_xxxxxxxxxxxxxxxxxxxx")),
    ("authorization auth", _coded("Bearer xxxxxxxxxxxxxxxxxxxx")),
    ("cron cron_expression", _one("0 9 * * 1-5", "*/15 * * * *", "0 0 1 * *")),
    ("regex regexp regular_expression", _as_format("regex")),
    ("selector css_selector", _one("#submit-button", ".nav > a", "input[name=email]", "main h1")),
    ("xpath", _one("//h1", "//a[@href]", "//div[@id='content']")),
    ("html", _one("<p>Hello</p>", "<h1>Welcome</h1><p>Thanks for joining.</p>")),
    ("json payload", _one('{"status": "ok"}', '{"id": 17, "name": "Sample"}', '{"items": [1, 2, 3]}')),
    ("yaml manifest", _one("name: web\nreplicas: 2\n", "kind: Service\nport: 8080\n")),
    ("namespace", _one("default", "production", "kube-system", "monitoring")),
    ("label_selector field_selector", _one("app=web", "app=api,tier=backend", "env=production")),
    ("color_code hex_color hex_code hex", _color),
    # times
    ("month month_name", _one("January", "March", "April", "June", "September", "October", "November")),
    ("year", lambda scene, role: str(scene.number(2015, 2026))),  # noqa: ARG005 - drawers have one signature
    ("duration length_of_time", _one("30 minutes", "2 hours", "3 days", "45 minutes", "one week")),
    # codes and figures
    ("flight_number flight flight_no", _coded("LH 8999")),
    ("license_plate plate plate_number registration_number", _coded("AAA-8999")),
    ("tracking_number", _coded("1Z8999999999999999")),
    ("order_number order_no purchase_order po_number", _coded("ORD-899999")),
    ("invoice_number invoice invoice_no", _coded("INV-2026-0899")),
    ("from_account to_account source_account destination_account debit_account credit_account", _coded("8999999999")),
    ("account_number iban bank_account", _coded("DE89370400440532013000")),
    ("card_number credit_card credit_card_number", _one("4111 1111 1111 1111", "5555 5555 5555 4444")),  # issuers' test numbers
    ("cvv cvc", _coded("999")),
    ("expiry expiration expiry_date_card", _one("08/28", "11/27", "03/29")),
    ("isbn", _one("978-0-14-143951-8", "978-0-7432-7356-5", "978-0-06-112008-4")),
    ("sku product_code part_number model_number serial_number serial", _coded("AA-8999-A9")),
    ("asin", _coded("B0A9A9A9A9")),
    ("isin", _one("US0378331005", "US5949181045", "DE0007164600")),
    ("cik", _one("0000320193", "0000789019", "0001318605")),
    ("barcode ean upc", _coded("4006381333931")),
    ("vin", _one("1HGCM82633A004352", "WVWZZZ1JZXW000001")),
    ("ssn", _coded("000-99-9999")),
    ("passport passport_number", _coded("A89999999")),
    ("coupon promo_code coupon_code discount_code", _one("SPRING20", "WELCOME10", "FREESHIP")),
    ("gate", _coded("A89")),
    ("amount price cost total total_amount budget fee salary", _amount),
    ("rating score", _one("4.5", "3.8", "4.9", "4")),
    ("code", _coded("AA899")),
    ("reference reference_number ref_number confirmation_number booking_reference case_number", _coded("REF-899999")),
)  # fmt: skip

FIELDS: dict[str, Draw] = {name: draw for row, draw in _ROWS for name in row.split()}
