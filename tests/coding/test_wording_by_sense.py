"""Words of two senses, each coded by what stands beside it, and further wordings; each with look-alikes."""

from __future__ import annotations

import pytest

from tests.coding.conftest import Code

TOLD = [
    ("PROTEST", "The strike at the copper mine in Katanga entered its third week."),
    ("PROTEST", "Nurses in Caracas said they would continue their strike."),
    ("ASSAULT", "The strike killed three officers in Kharkiv."),
    ("PROTEST", "Protesters clashed with police in Bamako on Friday."),
    ("ASSAULT", "Supporters of the two parties clashed in Bamako."),
    ("COERCE", "The blockade of Stepanakert has lasted ten weeks."),
    ("ASSAULT", "Saudi Arabia imposed a blockade on the port of Hodeidah."),
    ("COERCE", "Two Belarusian reporters were captured by border guards near Brest."),
    ("ASSAULT", "Gunmen captured two Kenyan nurses near Mandera."),
    ("COERCE", "Burundi expelled three Rwandan priests on Monday."),
    ("SANCTION", "Ukraine barred the airline from its skies."),
    ("REJECT", "Iran barred United Nations inspectors from Fordow."),
    ("REJECT", "Pyongyang broke off talks with Seoul on Tuesday."),
    ("ACCUSE", "Vietnam protested to China over the survey ship."),
    ("COOPERATE", "Kenya handed the suspect over to the United States on Tuesday."),
    ("COOPERATE", "Four Armenian soldiers were freed in an exchange with Baku."),
    ("CONCEDE", "A Seoul court cut the general's sentence to two years."),
    ("CONCEDE", "The treasurer pleaded guilty to taking bribes from the militia in Tripoli."),
    ("CONCEDE", "Kenya's president pulled the finance bill after a week of riots."),
    ("CONCEDE", "Washington exempted Iraq from the sanctions for four months."),
    ("CONCEDE", "Switzerland unfroze $40 million of the Malian general's accounts."),
    ("CONCEDE", "Honduras restored the licence of the opposition channel."),
    ("MOBILIZE", "The destroyer weighed anchor at Yokosuka on Monday."),
    ("MOBILIZE", "Two Russian helicopters dipped into Estonian airspace on Friday."),
    ("MOBILIZE", "India doubled its garrison in Ladakh."),
    ("MOBILIZE", "Taiwan called up 3,000 reservists on Monday."),
    ("MOBILIZE", "Jets took to the skies over Hualien."),
    ("MOBILIZE", "Niger drafted in paratroopers from Agadez."),
    ("AID", "Turkey put a hospital ship at the disposal of Libya."),
    ("AID", "The European Union unlocked 300 million euros for Moldova."),
    ("REJECT", "Burkina Faso skipped the summit in Abuja."),
    ("REJECT", "Caracas declared the ruling null and void."),
    ("REJECT", "Niamey dug in its heels on the timetable."),
    ("REJECT", "Malawi distanced itself from the statement by the bloc."),
    ("PROTEST", "Doctors began a dharna outside the secretariat in Jammu."),
    ("PROTEST", "Hauliers choked the motorway near Lyon."),
    ("PROTEST", "Deputies booed the prime minister of Kosovo."),
    ("SANCTION", "The junta in Conakry sacked the governor of Kindia."),
    ("SANCTION", "Berlin put aid to Niger on ice."),
    ("ACCUSE", "Maduro called the Guyanese president a puppet."),
    ("ASSAULT", "Militiamen put the village of Tina to the torch."),
    ("ASSAULT", "Two traders were stabbed in Jos on Sunday."),
]

NOT_TOLD = [
    ("PROTEST", "Russia launched a strike on a depot near Odesa."),
    ("PROTEST", "The strike destroyed two hangars in Latakia."),
    ("ASSAULT", "Two colours clash in her painting of the harbour."),
    ("COERCE", "The blockade of the artery was removed by a surgeon in Lima."),
    ("COERCE", "The photographer captured the children of the village at play."),
    ("COERCE", "The bank raised money to capture new customers in Ghana."),
    ("SANCTION", "Bad light barred the sailors from seeing the coast."),
    ("ACCUSE", "The painter protested that the colour was wrong."),
    ("COOPERATE", "The waiter handed the bill over to the guests."),
    ("CONCEDE", "The tenants pulled the curtain and went to bed."),
    ("CONCEDE", "Her subscription lapsed in June."),
    ("CONCEDE", "The garden was in a sorry state."),
    ("CONCEDE", "The river thawed in April."),
    ("MOBILIZE", "She weighed herself at the clinic in Yokosuka."),
    ("MOBILIZE", "Sales of garden tools doubled in Ladakh."),
    ("MOBILIZE", "Swifts took to the skies over the old town."),
    ("MOBILIZE", "The editor drafted in pencil."),
    ("MOBILIZE", "The firm develops missile toys for children."),
    ("AID", "He found a million reasons to stay in bed."),
    ("AID", "The film takes in a thousand years of history."),
    ("REJECT", "She skipped dinner and read a novel."),
    ("REJECT", "The farmer dug the field with his heels in the mud."),
    ("REJECT", "Exports of cocoa declined in March."),
    ("REJECT", "The donkey balked at the bridge."),
    ("PROTEST", "Add the onions and stir."),
    ("PROTEST", "An elephant went on the rampage in the zoo."),
    ("PROTEST", "Weeds choke the pond behind the school."),
    ("PROTEST", "Fans booed the referee at the stadium in Turin."),
    ("SANCTION", "The memory of the device was purged by the update."),
    ("SANCTION", "She put the champagne on ice."),
    ("ACCUSE", "They called the boat Marigold."),
    ("ASSAULT", "Cocoa prices fell in Abidjan."),
    ("ASSAULT", "Rain fell in Goma all night."),
    ("ASSAULT", "Whip the cream and add the eggs."),
]


@pytest.mark.parametrize(("event_type", "text"), TOLD)
def test_told(code: Code, event_type: str, text: str) -> None:
    assert event_type in [e.event_type for e in code(text)]


@pytest.mark.parametrize(("event_type", "text"), NOT_TOLD)
def test_not_told(code: Code, event_type: str, text: str) -> None:
    assert event_type not in [e.event_type for e in code(text)]
