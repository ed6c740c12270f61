# Road networks as files.

col-away = Away
col-class = Class
col-name = Name
col-network = Network
col-position = Lon, lat
col-segments = Segments
col-surface = Surface

network-apart = crossing { $place } is joined to nothing
network-against = { $found }, against { $against }
network-axis-set = axis { $axis }: { $from } to { $to }, { $length }, segments: { $n }
network-joined = { $place } is joined with { $was }
network-left-out = left out, { $why }: { $n } (first at { $first })
network-sound = nothing found
network-whole = places: { $places }; parts that roads join: { $parts }, the largest with { $largest } places; of these, { $round } can be driven between in both directions
network-written = { $file }: places { $places }, segments { $segments }

network-axes = axes
network-bounds = corners, south-west and north-east
network-bytes = bytes of the file
network-defiles = segments of one lane
network-kinds = of which
network-length = length of all segments
network-licence = licence
network-limited = segments with limits
network-named = places with a name
network-oneway = one-way segments
network-places = places
network-read = read
network-segments = segments
network-source = source
network-turns = restricted turns

network-left-proposed = only proposed
network-left-no-length = without length
network-left-loop = ends where it begins
network-left-twice = same as one before

network-finding-island = island
network-finding-one-way-trap = in or out only
network-finding-dead-end = dead end
network-finding-speed = implausible speed
network-finding-short = shorter than straight
network-finding-duplicate = same ends and length
network-finding-one-sided = crossing with one side
network-finding-turn = turn that meets nothing

node-kind-town = town
node-kind-junction = junction
node-kind-crossing = crossing
node-kind-site = site

road-class-motorway = motorway
road-class-trunk = trunk road
road-class-primary = primary road
road-class-secondary = secondary road
road-class-tertiary = tertiary road
road-class-unclassified = minor road
road-class-residential = street
road-class-service = access road
road-class-track = track
road-class-ferry = ferry

surface-paved = paved
surface-gravel = gravel
surface-track = track
surface-sand = sand

hint-network-damaged = make the file again with `qafila network import`, or copy it again
hint-network-form = `docs/network.md` describes the forms that are read
hint-network-join = name a distance with `--within`, or the places with `--pair`
hint-network-prefix = tell the names apart with `--prefix-one` and `--prefix-other`
hint-network-preset = name a preset with `--preset`: { $names }, or a file of your own
hint-network-projection = convert it first, such as with `ogr2ogr -t_srs EPSG:4326`

network-osm-roads = roads { $roads } of { $ways } ways; turn restrictions { $restrictions }, obeyed { $obeyed }
network-osm-left = left out, { $why }: { $n }
network-osm-unread = not understood, { $key }: { $n }, such as { $example }
network-osm-conditional = conditional tags that are not obeyed: { $n }
network-osm-missing = roads cut short, because the extract lacks some of their nodes: { $n }
network-osm-off = places too far from any road: { $n }, such as { $example }
network-resumed = { $file }: an import that was broken off goes on

network-osm-left-not-built = not built, or no road
network-osm-left-other-traffic = for feet, bicycles or horses
network-osm-left-path = paths without a sign of vehicles
network-osm-left-forbidden = closed to motor vehicles
network-osm-left-area = areas
network-osm-left-impassable = impassable for wheels
network-osm-left-reversible = direction changes with the hour
network-osm-left-ferry = ferries without lorries

col-arrives = Arrives
col-exposed = Exposed
col-fuel = Fuel
col-in-common = In common
col-leaves = Leaves
col-loss = Expected loss
col-over = Over
col-road = Road
col-waits = Waits

season-dry = dry season
season-wet = wet season

title-choices = Ways that no other beats in time and danger, the fastest first
route-all-gone = were all of it gone: { $time } faster
route-avoided = to be avoided
route-barred-axle = axles up to { $limit }, the vehicle has { $has }
route-barred-class = load class up to { $limit }, the vehicle has { $has }
route-barred-ford = a ford
route-barred-grade = track of grade { $limit }, the vehicle manages { $has }
route-barred-height = height up to { $limit } mm, the vehicle has { $has } mm
route-barred-length = length up to { $limit } mm, the vehicle has { $has } mm
route-barred-mass = up to { $limit }, the vehicle has { $has }
route-barred-private = private
route-barred-season = only in the { $season }
route-barred-surface = not for this vehicle: { $surface }
route-barred-width = width up to { $limit } mm, the vehicle has { $has } mm
route-exposed = ; exposed { $time }, expected loss { $loss }
route-from-to = { $from } to { $to }
route-fuel = ; fuel { $fuel } a vehicle
route-gap = for no weight of danger is a way that is not shown more than { $share } better
route-in-the-way = in the way: { $what }
route-less-exposed = { $line }, { $exposed } less exposed
route-more-exposed = { $line }, { $exposed } more exposed
route-no-gap = for no weight of danger is another way better
route-nothing-round = goes round nothing: no other way would be faster
route-of-it-waiting = , of it { $time } waiting
route-one-choice = no other way is faster or safer
route-place-shut = { $place }, not open when one would pass
route-round-faster = goes round { $what }; without that: { $time } faster
route-round-no-gain = goes round { $what }; without that alone: nothing gained
route-round-slower = goes round { $what }; without that: { $time } slower
route-stretch = { $what }, { $length } ({ $why })
route-summary = { $from } to { $to }, leaving { $depart }: there { $arrive }, { $time }, { $length }
route-meets = meets { $party } on { $where }, { $when }: { $note }
route-meets-unread = ! meets { $party } on { $where }, { $when }: { $note } — not acknowledged ({ $statement })
