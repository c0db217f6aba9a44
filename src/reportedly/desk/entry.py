"""Signing in and out, and the list of people."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reportedly.desk.accounts import ROLES
from reportedly.desk.context import desk_of, page, person_of
from reportedly.desk.security import is_genuine, local_path
from reportedly.errors import UsageFault


def sign_in_page(request: Request) -> Response:
    """The form."""
    if not desk_of(request).login:
        return RedirectResponse("/", 303)
    return page(request, "login.html", fault="", name="", next=local_path(request.query_params.get("next")))


def sign_in(request: Request, form: dict[str, str]) -> Response:
    """Lets someone in, or says that name and password do not fit, never which of the two."""
    desk = desk_of(request)
    name, address, onward = (
        form.get("name", "")[:80],
        request.client.host if request.client else "",
        local_path(form.get("next")),
    )
    if not desk.login or not desk.accounts:
        return RedirectResponse("/", 303)

    def again(fault: str, status: int) -> Response:
        return page(request, "login.html", status, fault=fault, name=name, next=onward)

    if not is_genuine(request, form.get("csrf")):
        return again("This page was too old. Please try again.", 403)
    wait = max(desk.by_name.wait((name, address)), desk.by_address.wait(address))
    if wait:
        return again(f"Too many wrong passwords. Try again in {int(wait // 60) + 1} minutes.", 429)
    person = desk.accounts.sign_in(name, form.get("password", ""))
    if not person:
        desk.by_name.fail((name, address))
        desk.by_address.fail(address)
        return again("Name and password do not fit.", 403)
    desk.by_name.forgive((name, address))
    request.session.clear()  # a new token with a new person
    request.session["person"] = person.name
    request.session["seal"] = desk.accounts.seal(person.name)
    return RedirectResponse(onward, 303)


def sign_out(request: Request, form: dict[str, str]) -> Response:
    """Ends the session."""
    request.session.clear()
    return RedirectResponse("/login" if desk_of(request).login else "/", 303)


def people(request: Request, fault: str = "", status: int = 200) -> Response:
    """Everyone who may sign in, for editors."""
    desk = desk_of(request)
    return page(
        request, "people.html", status, people=desk.accounts.all() if desk.accounts else [], roles=ROLES, fault=fault
    )


def change_people(request: Request, form: dict[str, str]) -> Response:
    """Adds someone, or changes a role, a password or whether the account is open."""
    accounts = desk_of(request).accounts
    if not accounts:
        return RedirectResponse("/", 303)
    name = form.get("name", "")
    try:
        if form.get("do") == "add":
            accounts.add(name, form.get("role", ""), form.get("password", ""))
        elif form.get("do") == "role":
            accounts.change(name, role=form.get("role", ""))
        elif form.get("do") in ("close", "open"):
            accounts.change(name, active=form["do"] == "open")
        elif form.get("do") == "password":
            accounts.change(name, password=form.get("password", ""))
    except UsageFault as fault:
        return people(request, str(fault), 422)
    if name == person_of(request).name and form.get("do") == "password":
        request.session["seal"] = accounts.seal(name)
    return RedirectResponse("/people", 303)
