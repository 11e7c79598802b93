"""Images nobody could read."""

import base64

import pytest

KIND = "invalid_request_error"
FORMATS = (
    "You uploaded an unsupported image. Please make sure your image has of one the following formats: ['png', 'jpeg',"
    " 'gif', 'webp']."
)


def shown(url, role="user"):
    return [{"role": role, "content": [{"type": "image_url", "image_url": {"url": url}}]}]


def inline(data, kind="image/png"):
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


@pytest.mark.parametrize(
    ("url", "code", "message"),
    [
        ("/cat.exe", "invalid_image_url", "Failed to download image from /cat.exe. Image URL is invalid."),
        ("cat.png", "invalid_image_url", "Failed to download image from cat.png. Image URL is invalid."),
        ("https://example.com/a.png", "invalid_image_url", "Error while downloading https://example.com/a.png."),
        ("http://img.invalid/a.png", "invalid_image_url", "Error while downloading http://img.invalid/a.png."),
        (inline(b"<html>this is a page</html>", "image/jpeg"), "invalid_image_format", FORMATS),
        (inline(b"RIFF1234WAVEfmt "), "invalid_image_format", FORMATS),
    ],
)
def test_an_image_that_cannot_be_had(refused, url, code, message):
    assert refused(messages=shown(url)) == (400, KIND, None, code, message)


@pytest.mark.parametrize(
    "url",
    [
        inline(b"\x89PNG\r\n\x1a\n" + bytes(40)),
        inline(b"\xff\xd8\xff\xe0" + bytes(40), "image/jpeg"),
        inline(b"GIF89a" + bytes(40)),
        inline(b"RIFF1234WEBPVP8 "),
        "data:image/png;base64,AAAA",
        "https://images.acme.org/a.png",
        "https://notexample.com/a.png",
    ],
)
def test_an_image_that_might_be_one(refused, url):
    assert refused(messages=shown(url)) is None


@pytest.mark.parametrize("role", ["system", "assistant"])
def test_images_are_for_users(refused, role):
    message = (
        "Invalid 'messages[0]'. Image URLs are only allowed for messages with role 'user', but this message with role"
        f" '{role}' contains an image URL."
    )
    url = "https://images.acme.org/a.png"
    assert refused(messages=shown(url, role)) == (400, KIND, "messages[0]", "invalid_value", message)


def test_a_tool_result_holds_no_image(refused):
    call = {"id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    (image,) = shown("https://images.acme.org/a.png", "tool")
    messages = [{"role": "assistant", "content": None, "tool_calls": [call]}, {**image, "tool_call_id": "a"}]
    message = (
        "Invalid 'messages[1]'. Image URLs are only allowed for messages with role 'user', but this message with role"
        " 'tool' contains an image URL."
    )
    assert refused(messages=messages) == (400, KIND, "messages[1]", "invalid_value", message)
