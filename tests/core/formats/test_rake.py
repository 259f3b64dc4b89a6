"""Rake files into named tasks."""

from core.formats.rake import parse

FILE = """# frozen_string_literal: true

require "rake/testtask"

namespace :ci do
  task prepare_db: %w[db:create db:migrate]
  task prepare: %w[prepare_db assets]

  desc "Everything but the browser"
  task other: %w[prepare spec]

  desc "The browser"
  task cucumber: %w[prepare rake:cucumber]
end

RuboCop::RakeTask.new(:style)

task default: [:style, "ci:other"]

task :docs => :environment do
  sh "yard doc"
  Rake::Task["ci:prepare"].invoke
end

Rake::TestTask.new do |t|
  t.pattern = "test/**/*_test.rb"
end
"""


def test_tasks_have_the_names_of_their_namespaces() -> None:
    tasks = parse("Rakefile", FILE).tasks
    assert [(task.name, task.line) for task in tasks] == [
        ("ci:prepare_db", 6),
        ("ci:prepare", 7),
        ("ci:other", 10),
        ("ci:cucumber", 13),
        ("style", 16),
        ("default", 18),
        ("docs", 20),
        ("test", 25),
    ]


def test_what_another_file_defines_stays_a_command() -> None:
    file = parse("Rakefile", FILE)
    assert [text for text, _ in file.commands("ci:other")] == [
        "rake db:create", "rake db:migrate", "rake assets", "rake spec",
    ]  # fmt: skip
    assert [text for text, _ in file.commands("ci:cucumber")][-1] == "rake cucumber"
    assert next(text for text, _ in file.commands("default")) == "rubocop"
    assert [text for text, _ in file.commands("docs")][-2:] == ["yard doc", "rake environment"]
    assert file.commands("test") == (("rake test", 25),)


def test_a_file_without_tasks_has_none() -> None:
    assert parse("Rakefile", "require 'a'\n# task :a\nputs 1\n").tasks == ()
