from core.formats.definitions import Definition, definitions


def named(path: str, text: str) -> dict[str, tuple[str, int, int, str]]:
    return {d.name: (d.kind, d.line, d.end_line, d.parent) for d in definitions(path, text)}


def test_python_functions_classes_and_routes() -> None:
    text = (
        "class Council:\n"
        "    def run(\n"
        "        self,\n"
        "    ) -> int:\n"
        '        """def fake(): in a docstring"""\n'
        "        return 1\n"
        "\n"
        '@router.post("/council")\n'
        "async def ask(query):\n"
        "    return 2\n"
        "\n"
        "after = 1\n"
    )
    assert named("a.py", text) == {
        "Council": ("class", 1, 6, ""),
        "run": ("function", 2, 6, "Council"),
        "ask": ("function", 8, 10, ""),
        "/council": ("route", 8, 10, ""),
    }


def test_typescript_functions_arrows_methods_and_routes() -> None:
    text = (
        "export async function pay(order: Order) {\n"
        "  if (order) {\n    return charge(order);\n  }\n"
        "}\n"
        "export const refund = async (id: string) => {\n  return id;\n};\n"
        "class Cart {\n  private total(x: number): number {\n    return x;\n  }\n}\n"
        'app.post("/checkout", async (req, res) => {\n  await pay(req.body);\n});\n'
    )
    assert named("a.ts", text) == {
        "pay": ("function", 1, 5, ""),
        "refund": ("function", 6, 8, ""),
        "Cart": ("class", 9, 13, ""),
        "total": ("function", 10, 12, "Cart"),
        "/checkout": ("route", 14, 16, ""),
    }


def test_exported_functions_of_node_modules() -> None:
    text = "module.exports.charge = async request => {\n  return 1;\n};\n"
    assert named("a.js", text) == {"charge": ("function", 1, 3, "")}


def test_java_methods_with_annotations() -> None:
    text = (
        "public class PaymentsResource {\n"
        "    @POST\n"
        '    @Path("/v1/payments")\n'
        "    public Response create(@Auth Account account,\n"
        "                           Request request) throws Error {\n"
        "        return service.create(request);\n"
        "    }\n"
        "}\n"
    )
    assert named("P.java", text) == {
        "PaymentsResource": ("class", 1, 8, ""),
        "create": ("function", 2, 7, "PaymentsResource"),
        "/v1/payments": ("route", 3, 7, ""),
    }


def test_go_functions_methods_and_types() -> None:
    text = (
        "type Cart struct {\n\tid string\n}\n\n"
        'func (c *Cart) Add(item string) error {\n\tif item == "" {\n\t\treturn nil\n\t}\n\treturn nil\n}\n\n'
        'func main() {\n\tmux.HandleFunc("/cart", handle)\n}\n'
    )
    assert named("a.go", text) == {
        "Cart": ("class", 1, 3, ""),
        "Add": ("function", 5, 10, ""),
        "main": ("function", 12, 14, ""),
        "/cart": ("route", 13, 13, ""),
    }


def test_ruby_php_csharp_and_kotlin() -> None:
    ruby = "class Pay\n  def call(x)\n    go\n  rescue Error\n    nil\n  end\nend\n"
    assert named("a.rb", ruby) == {"Pay": ("class", 1, 7, ""), "call": ("function", 2, 6, "Pay")}
    php = "<?php\nclass Pay\n{\n    public function handle(Order $order): void\n    {\n        go();\n    }\n}\n"
    assert named("a.php", php) == {"Pay": ("class", 2, 8, ""), "handle": ("function", 4, 7, "Pay")}
    csharp = (
        'public class Pay\n{\n    [HttpPost("pay")]\n    public async Task<int> Post(Order order)\n'
        "    {\n        return 1;\n    }\n}\n"
    )
    assert named("a.cs", csharp) == {
        "Pay": ("class", 1, 8, ""),
        "Post": ("function", 3, 7, "Pay"),
        "pay": ("route", 3, 7, ""),
    }
    kotlin = "class Pay {\n    suspend fun run(id: String): Int {\n        return 1\n    }\n}\n"
    assert named("a.kt", kotlin) == {"Pay": ("class", 1, 5, ""), "run": ("function", 2, 4, "Pay")}


def test_calls_and_control_flow_are_no_definitions() -> None:
    text = "go(1);\nif (a) {\n  b();\n}\nitems.forEach((x) => {\n  use(x);\n});\n"
    assert definitions("a.js", text) == ()


def test_unknown_languages_define_nothing() -> None:
    assert definitions("notes.txt", "def a():\n    pass\n") == ()
    assert Definition("function", "a", 1, 2) in definitions("a.py", "def a():\n    pass\n")
