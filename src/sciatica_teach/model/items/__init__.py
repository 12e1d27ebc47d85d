"""Quiz items: what each kind asks, the sets and the bank they stand in, the objectives they serve."""

from sciatica_teach.model.items.arranging import (
    ChainItem,
    ChainLink,
    MatchingItem,
    OrderingItem,
    Partner,
    Prompt,
    Step,
)
from sciatica_teach.model.items.bank import (
    ITEM_TYPES,
    AnyRecipe,
    BankItem,
    Blueprint,
    BlueprintArea,
    Item,
    ItemBank,
    ItemSet,
    Made,
    Written,
)
from sciatica_teach.model.items.choosing import (
    MultipleItem,
    Script,
    ScriptItem,
    SingleItem,
    SpeedFeedback,
    TriageItem,
)
from sciatica_teach.model.items.common import Area, Hardness, ItemBase, Misconception, Objective, Option, Recipe
from sciatica_teach.model.items.judging import LesionItem, LesionRecipe, Site, UpdateItem, UpdateRecipe
from sciatica_teach.model.items.placing import HotspotItem, NearMiss, PlacedOption, PointItem, PointRecipe
from sciatica_teach.model.items.writing import Mistaken, NumericFeedback, NumericItem, TextItem

__all__ = [
    "ITEM_TYPES", "AnyRecipe", "Area", "BankItem", "Blueprint", "BlueprintArea", "ChainItem", "ChainLink",
    "Hardness", "HotspotItem", "Item", "ItemBank", "ItemBase", "ItemSet", "LesionItem", "LesionRecipe", "Made",
    "MatchingItem", "Misconception", "Mistaken", "MultipleItem", "NearMiss", "NumericFeedback", "NumericItem",
    "Objective", "Option", "OrderingItem", "Partner", "PlacedOption", "PointItem", "PointRecipe", "Prompt", "Recipe",
    "Script", "ScriptItem", "SingleItem", "Site", "SpeedFeedback", "Step", "TextItem", "TriageItem", "UpdateItem",
    "UpdateRecipe", "Written",
]
