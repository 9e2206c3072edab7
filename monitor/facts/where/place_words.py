"""Words around names of places, and names that are none. Read by `toponyms` only."""

from __future__ import annotations

from monitor.facts.lexical.tokens import bag

#: Words that may stand before a place and be written large.
BEFORE = bag(
    "in at near from of to around outside inside on for the and by across through toward "
    "towards north south east west northern southern eastern western northeast northwest "
    "southeast southwest central downtown greater upper lower inner mid old new uptown "
    "suburban rural midtown metro is was a an with as when while after before but or between "
    "via into over en de a el la los las del dans au aux le les près bei von aus nach im "
    "südlich nördlich в на из под около"
)
DIRECTIONS = bag(
    "north south east west northeast northwest southeast southwest outskirts km miles "
    "kilometers kilometres outside"
)
#: "near the town of X" is near X, as "in the village of X" is in X.
SORTS = bag(
    "town city village district province county port suburb hamlet region island state township "
    "settlement area municipality governorate neighborhood neighbourhood capital community"
)
#: "the X region", "the province of X": not the city of that name.
REGIONS = bag(
    "region province oblast state governorate prefecture department county district provincia "
    "estado region provinz bundesland область области محافظة إقليم ولاية"
)
ARTICLES = bag("the a an his her their its this that le la les der die das dem den el los las")
CARE = bag("hospital center centre clinic medical")
#: "flown to a clinic in X": where the wounded were taken.
MOVED = bag("taken flown airlifted transported rushed transferred lifeflighted driven hospitalized")
PREPOSITIONS = bag(
    "in at near from to around outside inside across of through toward towards en dans bei "
    "aus nach à au в во на из около под городе город في قرب مدينة بمدينة شمال جنوب شرق غرب"
)
TITLES = bag(
    "mr mrs ms miss dr sir lady president sen senator rep governor gov mayor gen general col "
    "colonel lt lieutenant sgt sergeant maj major capt captain officer deputy chief sheriff "
    "detective judge justice pope prince princess king queen coach professor prof rev "
    "reverend cpl pfc spokesman spokeswoman minister secretary ambassador señor don monsieur "
    "herr frau saint"
)
#: After a place's name: it is a body or thing of that place, weaker as the scene.
BODIES = bag(
    "police county city town township university college hospital fire sheriff sheriffs "
    "department high school airport international medical mayor governor state district court "
    "parish metropolitan metro district borough community central memorial regional prison "
    "jail army military government ministry president parliament times post news tribune "
    "herald daily journal gazette council mosque church cathedral detectives officers area "
    "neighborhood neighbourhood province region governorate officials residents mayor chief"
)
INSTITUTIONS = bag(
    "hospital university college school elementary church medical clinic mosque cathedral "
    "high park apartments"
)
QUARTERS = bag("neighborhood neighbourhood section subdivision apartment apartments complex")
STREETS = bag(
    "street st avenue ave road rd boulevard blvd drive dr lane ln court ct highway hwy "
    "parkway pkwy place terrace way circle trail pike expressway freeway"
)
TIMES = bag(
    "monday tuesday wednesday thursday friday saturday sunday january february march april "
    "may june july august september october november december christmas easter thanksgiving "
    "halloween"
)
#: Written large and short, these are no towns.
COMPASS = bag("ne nw se sw nne nnw sse ssw am pm est edt pst pdt cst cdt gmt")
#: Parts of the world: too large to be where something happened, and towns' names too.
CONTINENTS = frozenset(
    (
        *("africa", "asia", "europe", "america", "americas", "oceania", "antarctica", "pacific"),
        *("north america", "south america", "latin america", "central america", "middle east"),
        *("east africa", "west africa", "north africa", "southern africa", "central africa"),
        *("central asia", "south asia", "southeast asia", "east asia", "near east", "far east"),
        *("eastern europe", "western europe", "central europe", "southeast europe"),
        *(
            "afrique",
            "asie",
            "amerique",
            "afrika",
            "asien",
            "amerika",
            "sudamerica",
            "latinoamerica",
        ),
        *("moyen orient", "naher osten", "oriente medio"),
    )
)
#: Who speaks for a town's own ground: its police, its firemen.
KEEPERS = bag("police sheriff sheriffs pd fire firefighters detectives officers deputies")
#: Months of other languages that are places too: not beside a number.
MONTHS = bag(
    "jan feb mar apr jun jul aug sep sept oct nov dec mars mai juin août avril märz april mayo "
    "marzo abril junio agosto enero"
)
NO_NAMES = TIMES | BEFORE | COMPASS
