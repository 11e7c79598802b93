# ruff: noqa: E501 - a row of a table stays in one line
"""What fields hold, by the noun they are named after: one row for each noun, its plausible values after the colon.

Several nouns before the colon share a row. A row is found by the last words of a field's name, singular, joined by `_`.
"""

from __future__ import annotations

__all__ = ["VOCABULARY", "by_noun"]

_ROWS = """
accept: application/json|text/html|*/*
accept_language: en-US|de-DE|fr-FR,fr;q=0.9
allergy allergen: peanuts|shellfish|penicillin|pollen|lactose
bio biography about_me: Backend developer who likes hiking.|Photographer based in Lisbon.|Teacher, reader and weekend cyclist.
blood_type blood_group: A+|O+|B-|AB+|O-
courier shipping_carrier shipping_company: DHL|FedEx|UPS|DPD
cpu_limit cpu_request: 250m|500m|1|2
env_key env_var_key environment_variable_key environment_key variable_key: LOG_LEVEL|API_URL|TZ|APP_VERSION
fuel fuel_type: petrol|diesel|electric|hybrid
header_key http_header_key request_header_key extra_header_key: Accept|Accept-Language|Authorization|User-Agent|X-Request-Id
http_method request_method http_verb: GET|POST|PUT|DELETE
image_tag docker_tag container_tag: 1.27.0|v2.4.1|latest|2026-05-12
ingredient_name: olive oil|flour|garlic|tomatoes|basil|butter
log_level logging_level verbosity_level: info|debug|warning|error
isrc: USRC17607839|GBAYE0601498|DEUM71403546
memo payment_reference transfer_reference: Invoice 2026-114|Rent for June|Dinner on Friday
memory_limit memory_request: 256Mi|512Mi|1Gi|2Gi
merge_method merge_strategy: merge|squash|rebase
mime_type media_mime_type: application/pdf|image/png|text/csv|application/json
optimizer: adam|adamw|sgd|rmsprop
repo_full_name repository_full_name full_repo_name repo_slug: acme-corp/web-app|octo-labs/api-server|northwind/data-pipeline
swift_code swift bic bic_code: DEUTDEFF|BNPAFRPP|CHASUS33|BARCGB22
action operation: create|update|review|archive|approve|publish
team_slug: backend|platform|design-systems|docs-team
commit_message: Fix timeout handling|Add export to CSV|Update dependencies|Correct a typo in the guide
technique approach strategy: step-by-step review|brainstorming|root cause analysis|pilot project|peer feedback
activity activity_type hobby leisure: hiking|photography|cooking|cycling|painting|swimming|gardening
accessible_name: Submit|Search|Sign in|Add to cart|Close dialog
actor starring cast lead_actor: Viola Davis|Tom Hanks|Meryl Streep|Idris Elba|Cate Blanchett
age_group age_range audience target_audience demographic customer_segment market_segment target_group: young adults|families|professionals aged 25-40|students|retirees
agent assistant model_name llm: gpt-4o|gpt-4o-mini|claude-sonnet-4|gemini-2.5-flash|llama-3.3-70b
airline carrier: Lufthansa|Delta Air Lines|Emirates|Air France|Qantas|Singapore Airlines
album record: Kind of Blue|Abbey Road|Rumours|Blue Train|Back to Black
algorithm: random forest|gradient boosting|k-means|linear regression|A* search
restriction dietary_restriction diet: gluten-free|dairy-free|vegetarian|vegan|nut-free|low-sodium
amenity facility feature_request: free Wi-Fi|parking|swimming pool|gym|breakfast included|pet friendly
animal pet wildlife: golden retriever|red fox|snow leopard|grey wolf|sea turtle|barn owl
artist band musician singer composer performer: Miles Davis|Adele|The Beatles|Norah Jones|Radiohead|Nina Simone
asset stock_name: Apple Inc.|Microsoft Corporation|Toyota Motor|Nestlé|Siemens AG
attraction landmark monument site sight poi: Eiffel Tower|Colosseum|Brandenburg Gate|Statue of Liberty|Sagrada Família
benefit perk: health insurance|flexible hours|remote work|training budget
body_part muscle: left knee|lower back|right shoulder|upper arm
api_version: v1|v2|apps/v1
book book_title novel: Pride and Prejudice|The Great Gatsby|Middlemarch|Things Fall Apart|Moby-Dick
branch branch_name head base base_branch head_branch default_branch: main|develop|feature/login-page|release/2.4|fix/timeout-handling
brand manufacturer maker make vendor: Bosch|Samsung|Canon|Toyota|Philips|Sony
building venue stadium theater hall: City Concert Hall|Riverside Arena|Grand Hotel Ballroom|Royal Albert Hall
car vehicle vehicle_model: Toyota Corolla|Tesla Model 3|Ford Focus|Honda Civic|Volkswagen Golf
card rank: ace|king|queen|jack|ten
category department_store product_category: electronics|home and kitchen|books|sports|clothing|health
cause disease condition diagnosis illness symptom ailment: seasonal allergies|high blood pressure|migraine|lower back pain|mild fever
channel platform medium media social_media social_platform: Instagram|LinkedIn|YouTube|web|mobile app|email
aria_role: button|link|textbox|checkbox
cookie cookie_name: session_id|theme|csrftoken|locale
chart chart_type graph: bar|line|pie|scatter
class grade_level course_level: beginner|intermediate|advanced
climate weather weather_condition: sunny|partly cloudy|light rain|heavy snow|windy
cluster cluster_name: prod-eu-1|staging|dev-cluster|prod-us-2
color colour hue shade: navy blue|forest green|ivory|charcoal|burgundy|teal
column field_name attribute: created_at|status|total_amount|customer_id|email
command cmd shell_command: git status|npm run build|ls -la|pytest -q|docker ps
compound chemical substance molecule: sodium chloride|ethanol|carbon dioxide|copper|helium|glucose
container container_name image_name docker_image image: nginx:1.27|postgres:16|redis:7-alpine|python:3.12-slim
content_type content_kind: article|video|presentation|image
course subject_area module training lesson: Introduction to Statistics|Project Management Basics|Spanish for Beginners|Data Analysis with Python
criterion requirement rule constraint guideline: delivered on time|within budget|at least two years of experience|no single point of failure
crop plant tree flower: tomato|winter wheat|lavender|oak|sunflower
crypto cryptocurrency coin: bitcoin|ethereum|solana|litecoin
cuisine food_type: Italian|Thai|Mexican|Indian|Japanese|Lebanese
currency_pair pair: EURUSD|GBPUSD|USDJPY
database db database_name: analytics|customers|inventory|orders
source information_source lead_source: website|customer survey|company database|newsletter|field study
dataset data_source source_name data_set: sales_2026_q1|customer_survey|web_traffic_log|sensor_readings
day weekday day_of_week: Monday|Tuesday|Wednesday|Thursday|Friday|Saturday
decade era period_name historical_period: 1990s|Renaissance|Victorian era|Middle Ages
department team division unit_name business_unit group group_name: Engineering|Marketing|Sales|Customer Support|Finance|Human Resources
dessert dish meal recipe menu_item food dish_name: mushroom risotto|grilled salmon|vegetable curry|chicken tacos|lentil soup
device device_name device_type appliance hardware: laptop|smartphone|thermostat|security camera|tablet|smart speaker
direction orientation: north|south|east|west
document document_name report report_name: Quarterly report|Project proposal|Employee handbook|Meeting minutes
drink beverage wine: sparkling water|green tea|espresso|red wine|lemonade
drug medication medicine treatment therapy: ibuprofen|amoxicillin|physiotherapy|metformin
communication_style learning_style leadership_style writing_style: friendly|formal|concise|collaborative|visual
emotion mood sentiment feeling tone: positive|neutral|hopeful|calm|excited|friendly
economic_indicator indicator: GDP growth|unemployment rate|inflation|interest rate
element page_element ui_element: Submit button|search box|navigation menu|header image|login link
entity entity_name: Project Atlas|Acme Corp|Ada Lovelace|Berlin office
environment env deployment_environment: production|staging|development
equipment tool instrument machine: forklift|digital thermometer|projector|torque wrench|3D printer
event event_name event_title occasion conference: Annual Sales Conference|Product launch|Team offsite|Charity run|Spring concert
event_type: meeting|workshop|conference|webinar
exercise workout sport: yoga|running|swimming|tennis|football|basketball
expense expense_type cost_category: travel|office supplies|software licenses|catering
extension file_extension: pdf|csv|json|png
fabric material: cotton|stainless steel|oak wood|recycled plastic|leather|linen
factor risk_factor driver risk threat hazard: supply chain delays|rising energy prices|staff shortage|currency fluctuation|data loss
feature functionality capability: dark mode|offline access|single sign-on|export to PDF|push notifications
festival holiday celebration: Christmas|Diwali|Thanksgiving|Lunar New Year|Oktoberfest
film movie movie_title film_title movie_name: Casablanca|Spirited Away|The Godfather|Amélie|Inception
focus focus_area area_of_interest expertise_area improvement_area research_area: customer retention|energy efficiency|onboarding|data quality
font: Arial|Inter|Georgia|Roboto
format output_format file_format file_type export_format: json|csv|pdf|xml
frequency interval recurrence schedule_type: daily|weekly|monthly|quarterly
fruit vegetable ingredient: tomatoes|garlic|olive oil|basil|chicken breast|brown rice|spinach
function function_name method_name procedure: calculateTotal|parse_config|handleSubmit|fetch_user
game game_name video_game board_game: Chess|Catan|The Legend of Zelda|Minecraft|Ticket to Ride
gas pollutant emission: CO2|NOx|PM2.5|ozone
gender sex: female|male
gene protein: BRCA1|TP53|EGFR
genre music_genre book_genre: jazz|science fiction|mystery|classical|documentary|indie rock
goal objective aim target_outcome ambition: reduce delivery times by 10%|increase customer satisfaction|run a half marathon|save for a house deposit
habitat ecosystem: coastal wetlands|temperate rainforest|coral reef|savanna
holiday_type trip_type travel_type travel_style: city break|beach holiday|business trip|family vacation
hotel accommodation accommodation_type room_type room: double room|single room|suite|apartment
icon emoji: star|bell|calendar|rocket
industry sector business_sector field market domain_area: renewable energy|healthcare|retail|logistics|financial services|education
influence inspiration art_style design_style style_preference art_movement visual_style: minimalist|modern|Art Deco|impressionist|rustic
insurance policy_type coverage: travel insurance|home insurance|full coverage
interest topic theme keyword topic_name search_term term: renewable energy|machine learning|remote work|healthy cooking|sustainable travel|personal finance
issue issue_type problem defect: login page times out|invoice total is wrong|search returns no results|app crashes on start
item item_name product product_name good article sku_name: wireless headphones|desk lamp|running shoes|coffee maker|office chair|water bottle
item_type product_type: accessory|appliance|stationery
job_type employment_type: full-time|part-time|contract
config_key setting setting_name option parameter property_name: theme|timeout|language|notifications
keyboard_key submit_key key_name: Enter|Escape|Tab|ArrowDown
label tag: urgent|bug|documentation|enhancement|follow-up|backend
law regulation compliance standard: GDPR|ISO 27001|HIPAA|PCI DSS
layout: grid|two columns|single page
league competition tournament championship: Premier League|Champions League|NBA|Wimbledon|La Liga
level impact_level risk_level confidence_level threat_level stress_level noise_level: low|medium|high
level_name difficulty difficulty_level skill_level expertise_level experience_level proficiency: beginner|intermediate|advanced
license license_type: MIT|Apache-2.0|annual|standard
location_type place_type: indoor|outdoor|downtown|airport
map_key key: region|team|category|channel|source|group|stage|product
material_type: wood|metal|glass|plastic
measure action_item mitigation recommendation: monthly review|staff training|automated backups|second supplier
metric kpi performance_indicator data_point performance_metric success_metric: conversion rate|average order value|response time|monthly active users|churn rate
milestone phase stage_name: design approved|beta release|final testing|kick-off
mission spacecraft: Apollo 11|Voyager 1|Artemis II
mode transport transport_mode travel_mode transportation mode_of_transport: train|car|bicycle|bus|walking
motivation purpose intent reason_code usage use_case: personal use|research|customer request|quality control
museum gallery: Louvre|British Museum|Rijksmuseum|Museum of Modern Art
notification notification_type alert alert_type reminder contact_method: email|SMS|push notification|phone call
nationality ethnicity culture cultural_background: Italian|Japanese|Brazilian|Nigerian|Canadian
node node_name host_name_short server server_name machine_name instance instance_name: web-01|db-primary|worker-3|cache-eu
obstacle challenge limitation pain_point: limited budget|tight deadline|missing data|language barrier
order sort_order sort_direction: asc|desc
package package_name library dependency module_name framework: requests|numpy|react|lodash|fastapi
painting artwork sculpture: The Starry Night|Girl with a Pearl Earring|The Thinker
partner supplier client customer_account sponsor stakeholder: Northwind Traders|Contoso Ltd|Fabrikam Inc|Tailwind Logistics
payment_method payment payment_type: credit card|bank transfer|PayPal
percentile percentage_text share: 15%|25%|40%
permission access_level scope privilege: read|write|admin
personality trait characteristic: curious|reliable|outgoing|detail-oriented
planet star celestial_body: Mars|Venus|Jupiter|Saturn
player athlete player_name: Serena Williams|Lionel Messi|LeBron James|Simone Biles
deployment release_name helm_release release virtual_machine vm vm_name instancetype_name template_name workload: web-frontend|api-gateway|grafana|payments|ci-runner
pod pod_name: web-7d9f8b6c4d-x2k9q|api-5c8d7f9b6-h7v2m|worker-0
podcast show series tv_show program programme: Planet Earth|The Daily|Sherlock|Cosmos
position seat_preference seat: window|aisle
preference option_name choice: quiet room|morning slots|vegetarian menu|window seat
priority urgency importance severity: high|medium|low
process step_name procedure_name workflow pipeline: order intake|quality check|data import|invoice approval
profession occupation career specialization specialty expertise: software engineering|nursing|graphic design|accounting|cardiology
profile: standard|premium|default
project project_name: Website redesign|Warehouse automation|Mobile app|Customer portal
property_type real_estate: apartment|house|office|studio
protocol scheme: https|http|ssh
quality: high|standard|best
quarter fiscal_quarter: Q1|Q2|Q3|Q4
resource resource_name: web-frontend|meeting room|delivery van|server cluster
response_option answer_option answer_choice: Yes|No|Not sure|Agree|Disagree
question query_text user_question: What time does the store open on Sunday?|How do I reset my password?|Which plan includes international calls?
region_code aws_region cloud_region: us-east-1|eu-west-1|ap-southeast-2
relation relationship relation_type: friend|colleague|sibling|works_at
religion belief: Buddhism|Christianity|Hinduism|Islam
repo repository repo_name repository_name: web-app|api-server|docs-site|data-pipeline
reporter assignee reviewer login owner org organization_login username_github: octo-labs|maria-dev|acme-corp|northwind|jsmith
resolution: 1080p|4K|720p
resource_type: compute|storage|document
restaurant cafe bar restaurant_name: Trattoria Roma|Blue Elephant|The Garden Table|Chez Marie
role job_role user_role position_name: editor|viewer|manager|administrator|developer
route path_name trail: Coastal Trail|Route 66|Line 4
satisfaction feedback_type: satisfied|neutral|very satisfied
school university college institution academy: Stanford University|University of Oxford|ETH Zurich|University of Toronto
season: spring|summer|autumn|winter
sector_name: public|private
sensor sensor_type: temperature|humidity|motion
sequence dna dna_sequence: ATGCGTACGTTAGC|GATTACAGGCTA
service service_name service_type offering: web-frontend|house cleaning|airport transfer|billing|IT support
shape: circle|rectangle|triangle
shipping delivery delivery_method shipping_method: standard|express|pickup
size: small|medium|large
skill competency: Python|negotiation|data analysis|public speaking|project management
software application app app_name program_name system system_name: Photoshop|Slack|Salesforce|inventory-service
solution: restart the service|replace the filter|issue a refund
song track track_name song_title song_name: So What|Yesterday|Dreams|Blue in Green|Imagine
species bird fish: grey wolf|monarch butterfly|bald eagle|Atlantic salmon|giant panda
sport_team club team_name: Manchester United|Los Angeles Lakers|FC Barcelona|New York Yankees
state_name order_status status task_status condition_code: active|pending|completed|in progress
station stop terminal: Central Station|King's Cross|Terminal 2|Union Square
storage disk volume: ssd-100gb|cold-storage|backup-volume
table table_name: customers|orders|products
task task_name todo job job_name: Prepare the monthly report|Update the price list|Call the supplier|Review pull request 42
tax_type: income tax|VAT
technology tech technology_type: blockchain|solar panels|edge computing|5G
test test_name test_case: test_login_redirect|checkout with expired card|blood glucose
text_color background_color: #1f2937|#f8fafc|#2563eb
ticker symbol stock stock_symbol ticker_symbol: AAPL|MSFT|GOOGL|TSLA|AMZN|NVDA
time_of_day part_of_day: morning|afternoon|evening
time_frame timeframe time_period period time_range duration_text timeline term_length: last 7 days|last 30 days|Q1 2026|next 6 months|2025
time_slot slot availability opening_hour: 09:00-10:00|14:00-15:30|weekday mornings
transaction_type: purchase|refund|transfer
trend: increasing|stable|declining
unit measurement_unit unit_of_measure: metric|kilograms|meters|liters
user_agent useragent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36|Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15
user_type customer_type account_type membership subscription plan tier plan_name: basic|premium|business
value setting_value: enabled|standard|42|blue|on|always
variable variable_name: x|total|user_count|response
viewport screen_size: 1280x720|1920x1080|390x844
view: list|grid|month
visa visa_type: tourist|business|student
vulnerability attack: SQL injection|outdated dependency|weak password
workspace workspace_name folder_name collection album_name notebook: Marketing 2026|Team archive|Personal|Client files
"""


def by_noun(rows: str) -> dict[str, tuple[str, ...]]:
    """The values of each noun of such rows."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows.strip().splitlines():
        nouns, _, values = row.partition(": ")
        for noun in nouns.split():
            found[noun] = tuple(value.strip() for value in values.split("|"))
    return found


VOCABULARY: dict[str, tuple[str, ...]] = by_noun(_ROWS)
