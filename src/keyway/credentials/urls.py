"""Where the room's pages are, in the order of the site's map."""

from django.urls import path, re_path

from keyway.credentials.views import (
    coverage,
    credential,
    funnel,
    letters,
    linked,
    own_programs,
    own_promises,
    paths,
    petitions,
    programs,
    promises,
    registry,
    state_lists,
)

app_name = "credentials"

_HERE = "my/organizations/<slug:slug>/"

urlpatterns = [
    # the registry
    path("credentials/", registry.credentials, name="credentials"),
    re_path(r"^credentials/download\.(?P<form>csv|xlsx|json)$", registry.download, name="download"),
    path("credentials/ctdl.jsonld", linked.registry, name="ctdl"),
    path("credentials/template.csv", linked.template, name="template"),
    re_path(r"^credentials/data/(?P<what>[a-z]+)\.csv$", linked.table, name="table"),
    path("credentials/<slug:slug>/", credential.credential, name="credential"),
    path("credentials/<slug:slug>/credential.jsonld", linked.credential, name="credential_linked"),
    path("programs/<slug:slug>/program.jsonld", linked.program, name="program_linked"),
    path("promises/promises.jsonld", linked.promises, name="promises_linked"),
    re_path(
        r"^panels/occupations/(?P<soc_code>\d{2}-\d{4})/$",
        credential.occupation,
        name="occupation_panel",
    ),
    # programs
    path("programs/", programs.programs, name="programs"),
    re_path(
        r"^programs/download\.(?P<form>csv|xlsx|json)$",
        programs.download,
        name="programs_download",
    ),
    path("programs/<slug:slug>/", programs.program, name="program"),
    re_path(
        r"^programs/(?P<slug>[-\w]+)/counts\.(?P<form>csv|xlsx|json)$",
        programs.program_download,
        name="program_download",
    ),
    path("panels/programs/<slug:slug>/", programs.panel, name="programs_panel"),
    path(f"{_HERE}programs/", own_programs.own_programs, name="own_programs"),
    path(f"{_HERE}programs/add/", own_programs.add_program, name="add_program"),
    path(f"{_HERE}programs/<int:number>/", own_programs.own_program, name="own_program"),
    path(
        f"{_HERE}programs/<int:number>/change/", own_programs.change_program, name="change_program"
    ),
    path(
        f"{_HERE}programs/<int:number>/confirm/",
        own_programs.confirm_program,
        name="confirm_program",
    ),
    path(f"{_HERE}programs/<int:number>/close/", own_programs.close_program, name="close_program"),
    path(
        f"{_HERE}programs/<int:number>/credentials/add/",
        own_programs.add_offering,
        name="add_offering",
    ),
    path(
        f"{_HERE}programs/<int:number>/counts/add/", own_programs.enter_counts, name="enter_counts"
    ),
    path(
        f"{_HERE}programs/<int:number>/agreements/add/",
        own_programs.add_articulation,
        name="add_articulation",
    ),
    path(
        f"{_HERE}offerings/<int:number>/change/",
        own_programs.change_offering,
        name="change_offering",
    ),
    path(f"{_HERE}offerings/<int:number>/end/", own_programs.end_offering, name="end_offering"),
    path(f"{_HERE}counts/<int:number>/change/", own_programs.change_counts, name="change_counts"),
    path(f"{_HERE}counts/<int:number>/remove/", own_programs.remove_counts, name="remove_counts"),
    path(
        f"{_HERE}agreements/<int:number>/remove/",
        own_programs.remove_articulation,
        name="remove_articulation",
    ),
    # where nobody teaches it
    path("coverage/", coverage.coverage, name="coverage"),
    re_path(
        r"^coverage/download\.(?P<form>csv|xlsx|json)$",
        coverage.download,
        name="coverage_download",
    ),
    # from the first course to a credential
    path("funnel/", funnel.funnel, name="funnel"),
    re_path(r"^funnel/download\.(?P<form>csv|xlsx|json)$", funnel.download, name="funnel_download"),
    path("funnel/<slug:slug>/", funnel.funnel_of, name="funnel_of"),
    re_path(
        r"^funnel/(?P<slug>[-\w]+)/download\.(?P<form>csv|xlsx|json)$",
        funnel.download,
        name="funnel_of_download",
    ),
    # from where I am to a job
    path("paths/", paths.paths, name="paths"),
    path("paths/interests/", paths.interests, name="interests"),
    path("paths/plan/", paths.plan, name="plan"),
    path("paths/plan.pdf", paths.plan_paper, name="plan_paper"),
    # promises
    path("promises/", promises.promises, name="promises"),
    path("promises/<int:number>.pdf", promises.certificate, name="promise_paper"),
    path("panels/promises/<slug:slug>/", promises.panel, name="promises_panel"),
    path(f"{_HERE}promises/", own_promises.own_promises, name="own_promises"),
    path(f"{_HERE}promises/sign/", own_promises.sign_promise, name="sign_promise"),
    path(f"{_HERE}promises/ask/", own_promises.ask_promise, name="ask_promise"),
    path(
        f"{_HERE}promises/<int:number>/withdraw/",
        own_promises.revoke_promise,
        name="revoke_promise",
    ),
    path(f"{_HERE}promises/<int:number>/renew/", own_promises.renew_promise, name="renew_promise"),
    # states' lists
    path("state-lists/", state_lists.state_lists, name="state_lists"),
    path("state-lists/deadlines.ics", state_lists.deadlines, name="deadlines"),
    # petitions to a state
    path(f"{_HERE}petitions/", petitions.own_petitions, name="own_petitions"),
    path(f"{_HERE}petitions/start/", petitions.start, name="start_petition"),
    path(f"{_HERE}petitions/<int:number>/", petitions.petition, name="petition"),
    path(f"{_HERE}petitions/<int:number>/words/", petitions.words, name="petition_words"),
    path(f"{_HERE}petitions/<int:number>/step/", petitions.move, name="move_petition"),
    path(f"{_HERE}petitions/<int:number>/packet.pdf", petitions.packet, name="petition_packet"),
    path(f"{_HERE}petitions/<int:number>/letters/ask/", letters.ask, name="ask_letter"),
    path(
        f"{_HERE}petitions/<int:number>/letters/<int:letter>/send/",
        letters.send,
        name="send_letter",
    ),
    path(
        f"{_HERE}petitions/<int:number>/letters/<int:letter>/withdraw/",
        letters.withdraw,
        name="withdraw_letter",
    ),
    path(
        f"{_HERE}petitions/<int:number>/letters/<int:letter>/original/",
        letters.file_original,
        name="file_letter",
    ),
    path(
        f"{_HERE}petitions/<int:number>/letters/<int:letter>.pdf",
        letters.printed,
        name="letter_paper",
    ),
    path(f"{_HERE}letters/", letters.own_letters, name="own_letters"),
    path(f"{_HERE}letters/<int:letter>.pdf", letters.own_printed, name="own_letter_paper"),
]
