from core.formats.dagger import parse


def test_what_containers_of_go_run_publish_and_stand_beside() -> None:
    text = (
        'package image\n\nfunc (i *Image) Test() {\n\ti.container.WithServiceBinding("db", i.db()).\n'
        '\t\tWithExec([]string{\n\t\t\t"mix", "test",\n\t\t})\n\ti.container.Publish(ctx, ref)\n}\n\n'
        "func (i *Image) db() *dagger.Container {\n"
        '\treturn i.New().From(fmt.Sprintf("postgres:%s", v)).WithExec(nil)\n}\n'
    )
    (task,) = parse("ci/test.go", text).tasks
    assert task.commands == (("mix test", 5), ("docker push", 8), ("docker run postgres:%s", 12))


def test_an_image_that_is_a_tool_gives_the_first_word() -> None:
    text = 'package a\n\nfunc Fly() {\n\tc.From("flyio/flyctl:v1").WithExec([]string{"deploy", "--image", Ref()})\n}\n'
    (task,) = parse("ci/fly.go", text).tasks
    assert task.commands == (("flyctl deploy --image Ref()", 4),)


def test_a_shell_in_python() -> None:
    text = "def test():\n    return base().with_exec(['sh', '-c', 'npm ci && npm test']).stdout()\n"
    (task,) = parse("ci/main.py", text).tasks
    assert task.commands == (("npm ci && npm test", 2),)


def test_code_without_containers_runs_nothing() -> None:
    assert parse("a.go", 'package a\n\n// WithExec([]string{"rm"})\n').tasks == ()
