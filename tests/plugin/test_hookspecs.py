"""The hook is one that pytest knows: a conftest that misspells it or its arguments is told."""

pytest_plugins = "pytester"


def test_an_argument_that_the_hook_does_not_have_is_an_error(run, pytester):
    pytester.makeconftest("def pytest_mockfn_configure(mok): pass")
    result = run("def test(): pass")
    assert "pytest_mockfn_configure" in str(result.stderr) + str(result.stdout)
    assert result.ret


def test_the_hook_may_take_what_it_needs(run, pytester):
    pytester.makeconftest("""
        def pytest_mockfn_configure(mock, item, config):
            mock.when(user="where").say(str(config.rootpath / item.name))
    """)
    run("def test(mockfn): assert ask('where').content.endswith('test')").assert_outcomes(passed=1)
