"""Common first names by what they tell of he or she; names given to both are in neither list."""

from __future__ import annotations

MALE = frozenset(
    """
    aaron abdullah adam adolf ahmed alan albert alec alejandro aleksandar aleksandr aleksei alex
    alexander alexei alexey ali amir anatoly andreas andrei andrew andrey angelo anthony anton antonin
    antonio ari arnold arthur ash asif austin barack barry bashar ben benjamin bernard bernie bill billy
    bob bobby boris bret brad bradley brendan brent brett brian bruce bryan caleb calvin carl carlos
    chad charles charlie chris christian christopher chuck clarence clint colin conor corey craig curt
    dan daniel dave david dean denis dennis derek dick dmitry dmitri dominic don donald doug douglas duncan
    dwight ed eddie edgar edmund eduardo edward edwin eli elijah emmanuel enrique eric erik ernest
    eugene evan felipe felix fernando fidel francis francisco francois frank franklin fred frederick
    gabriel gary gavin gene gennady geoffrey george gerald gerhard gilbert giulio glenn gordon graham
    grant greg gregory guillermo gus guy hamid hans harold harry harvey hassan hector henry herbert
    herman hosni howard hu hugh hugo hussein ian ibrahim igor isaac islam ismail ivan ivo jack jacob
    jacques jaime jake james jan jared jason javier jay jeb jeff jeffrey jens jeremy jerome jerry jesse
    jesus jim jimmy joe joel johann john johnny jon jonathan jorge jose josef joseph josh joshua juan
    julian julio justin karl keith ken kenneth kevin kirill kurt lance larry lars lawrence lee leo leon
    leonard leonid leroy lewis liam lindsey lloyd lou louis lucas luis luke luther malcolm manmohan
    manuel marc marcel marco marcus mario mark marshall martin marvin matt matteo matthew maurice max
    maxim michael michel miguel mike mikhail mitch mitt mohamed mohammad mohammed moises morgan muhammad
    murray narendra nathan nathaniel neil nelson newt nicholas nick nicolas nigel nikita nikolai noah
    noam norman nursultan oleg oliver omar orrin oscar osama otto owen pablo pascal patrick paul pavel
    pedro perry pete peter petr petro phil philip phillip pierre piotr rafael rahm ralph ramon rand
    randall randy raul ray raymond reince rene rex ricardo richard rick ricky rob robby robert roberto
    rodney rodrigo roger roland roman ron ronald rory ross roy rudolph rudy rupert russell rush ryan
    saddam salman sam samuel scott sean sebastian serge sergei sergey seth shane shaun shawn shinzo
    sidney simon stanley stefan stephen steve steven stewart stuart sylvester tayyip ted terrence terry
    theodore thomas tim timothy toby todd tom tomas tommy tony travis trent trevor tyler vaclav valery
    vance vernon victor viktor vincent vitaly vladimir vyacheslav walter warren wayne wesley wilbur will
    william willie wolfgang xi yasser yevgeny yitzhak yuri zachary
    """.split()
)
FEMALE = frozenset(
    """
    abigail alice alicia alina alison allison alyssa amanda amber amy ana anastasia andrea angela
    angelina anita ann anna anne annette annie april arianna ashley audrey ayaan barbara beatrice becky
    benazir bernadette beth betsy betty beverly bonnie brenda bridget brittany candace carla carly
    carmen carol carole caroline carolyn carrie catherine cathy cecile cecilia charlotte cheryl
    christina christine christy cindy claire clara claudia colleen condoleezza connie courtney crystal
    cynthia daisy dana danielle darlene dawn deborah debbie debra denise diana diane dianne dolores
    donna doris dorothy edith eileen elaine eleanor elena elisabeth elise elizabeth ella ellen elvira
    emily emma erica erin ethel eva evelyn federica felicia fiona florence frances gabriela gabrielle
    gail georgia geraldine gina ginger gisele glenda gloria grace greta gretchen gwen hannah harriet
    heather heidi helen helena helga hillary holly hope huma ilyse indira inna ingrid irene irina isabel
    isabella ivanka jackie jacqueline jane janet janice jean jeanne jennifer jenny jessica jill joan
    joanna joanne josephine joy joyce juanita judith judy julia juliana julianne julie karen kate
    katherine kathleen kathryn kathy katie katrina kayla kellyanne kendra kerry kim kimberly kirsten
    kristen kristin kristina lara laura lauren leah lena leslie leticia lillian linda lisa liz loretta
    lori lorraine louise lucy ludmila lydia lynn madeleine madeline margaret maria marian marie marilyn
    marina marine marisa marjorie marlene martha mary maureen maxine megan megyn melania melissa
    mercedes meredith michele michelle mildred miranda miriam molly mona monica muriel myra nadia nancy
    naomi natalia natalie natalya natasha nicole nikki nina nora norma olga olivia paige pamela pat
    patricia patti paula pauline peggy penelope petra phyllis rachel rebecca regina renee rhonda rita
    roberta robin rosa rose rosemary ruth sabrina sally samantha sandra sara sarah shannon sharon sheila
    shelley sherry shirley sofia sonia sophia sophie stacey stephanie sue susan susana suzanne svetlana
    sylvia tamara tammy tanya tara tashfeen tatyana teresa theresa tiffany tina tulsi ursula valentina
    valerie vanessa vera veronica vicki victoria viola virginia vivian wanda wendy whoopi winnie
    yekaterina yelena yolanda yulia yvonne zoe
    """.split()
)


def is_male(first_name: str) -> bool | None:
    """Whether a first name, in lower case, is a man's; None where it does not tell."""
    if first_name in MALE:
        return True
    return False if first_name in FEMALE else None
